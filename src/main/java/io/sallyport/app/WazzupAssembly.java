package io.sallyport.app;

import io.sallyport.audit.Audit;
import io.sallyport.circuit.Circuits;
import io.sallyport.config.PolicyConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.wazzup.KeysOfAccepted;
import io.sallyport.connector.wazzup.WazzupSends;
import io.sallyport.connector.wazzup.WazzupServer;
import io.sallyport.event.Announcer;
import io.sallyport.instead.UseCases;
import io.sallyport.ledger.GrayUpdates;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.Records;
import io.sallyport.meters.Meters;
import io.sallyport.pricing.Tariff;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.ProvidersMessages;
import io.sallyport.redis.ledger.RedisChannelLedger;
import io.sallyport.redis.ledger.RedisGrayUpdates;
import io.sallyport.redis.ledger.RedisLedger;
import io.sallyport.rule.GraySettings;
import io.sallyport.send.Deciders;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import io.sallyport.send.Upstream;
import io.sallyport.tracing.Tracing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what guards Wazzup's channels. */
final class WazzupAssembly {

  @Produces
  @Singleton
  ProvidersMessages messages(
      Scripts scripts, SallyportConfig config, Meters meters, Announcer announcer) {
    return new ProvidersMessages(
        scripts,
        config.policy().storeTimeout(),
        effect -> {
          meters.noticed(effect);
          announcer.noticed(effect);
        });
  }

  @Produces
  @Singleton
  GrayUpdates grayUpdates(ProvidersMessages messages, Clock clock) {
    return new RedisGrayUpdates(messages, clock);
  }

  @Produces
  @Singleton
  WazzupSends wazzupSends(
      SallyportConfig config,
      Deciders whatsApps,
      Tariff tariff,
      Audit audit,
      ProvidersMessages messages,
      RedisLedger redis,
      Records records,
      IdempotencyStore keys,
      WazzupServer server,
      Tracing tracing) {
    Ledger ledger = tracing.tracedLedger(new RedisChannelLedger(redis, messages));
    // Circuits of its own: when Wazzup is down Meta is not.
    Deciders common =
        new Deciders(
            whatsApps.channel(),
            whatsApps.policies(),
            whatsApps.templates(),
            ledger,
            whatsApps.shared(),
            new Circuits(ledger::now));
    IdempotencyStore accepted = new KeysOfAccepted(keys);
    Upstream upstream = tracing.tracedUpstream(server.upstream());
    return new WazzupSends(
        gray(config.policy()),
        common,
        tariff,
        deciders ->
            UseCases.refusing(
                new SendMessage(deciders, accepted, upstream),
                new ExplainSend(deciders, tariff, records),
                deciders.policies(),
                audit));
  }

  private static GraySettings gray(PolicyConfig policy) {
    PolicyConfig.Gray gray = policy.gray();
    return new GraySettings(gray.maxUnanswered(), gray.silence().orElse(null), gray.firstContact());
  }
}
