package io.sallyport.app;

import io.sallyport.audit.Audit;
import io.sallyport.channel.Wazzup;
import io.sallyport.circuit.Circuits;
import io.sallyport.config.PolicyConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.wazzup.KeysOfAccepted;
import io.sallyport.connector.wazzup.WazzupSends;
import io.sallyport.connector.wazzup.WazzupServer;
import io.sallyport.event.Announcer;
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
import io.sallyport.rule.Policies;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import io.sallyport.send.SharedStores;
import io.sallyport.send.Upstream;
import io.sallyport.template.TemplateRegistry;
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
      Policies policies,
      Tariff tariff,
      Audit audit,
      TemplateRegistry templates,
      ProvidersMessages messages,
      RedisLedger redis,
      Records records,
      IdempotencyStore keys,
      SharedStores shared,
      WazzupServer server,
      Tracing tracing) {
    Ledger ledger = tracing.tracedLedger(new RedisChannelLedger(redis, messages));
    // Its own: when Wazzup is down Meta is not.
    Circuits circuits = new Circuits(ledger::now);
    Upstream upstream = tracing.tracedUpstream(server.upstream());
    WazzupSends.Maker maker =
        new WazzupSends.Maker() {
          @Override
          public SendMessage sendMessage(Wazzup channel, Policies own) {
            return new SendMessage(
                channel,
                own,
                templates,
                ledger,
                new KeysOfAccepted(keys),
                shared,
                circuits,
                upstream);
          }

          @Override
          public ExplainSend explainSend(Wazzup channel, Policies own) {
            return new ExplainSend(
                channel, own, tariff, templates, ledger, records, shared, circuits);
          }
        };
    return new WazzupSends(gray(config.policy()), policies.settings(), tariff, audit, maker);
  }

  private static GraySettings gray(PolicyConfig policy) {
    PolicyConfig.Gray gray = policy.gray();
    return new GraySettings(gray.maxUnanswered(), gray.silence().orElse(null), gray.firstContact());
  }
}
