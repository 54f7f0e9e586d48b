package io.sallyport.app;

import io.sallyport.account.Accounts;
import io.sallyport.audit.Audit;
import io.sallyport.channel.PageChannel;
import io.sallyport.config.AccountsConfig;
import io.sallyport.instead.PageSends;
import io.sallyport.instead.UseCases;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Records;
import io.sallyport.meta.GraphUpstream;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.PageTerms;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.send.Deciders;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import io.sallyport.send.Upstream;
import io.sallyport.tracing.Tracing;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/** Puts Messenger and Instagram together. */
final class PageAssembly {

  @Produces
  @Singleton
  AccountsConfig accountsConfig(Config config) {
    return AccountsConfig.of(config.unwrap(SmallRyeConfig.class));
  }

  @Produces
  @Singleton
  PageSends pageSends(
      Deciders whatsApps,
      Tariff tariff,
      Accounts accounts,
      IdempotencyStore keys,
      Records records,
      GraphUpstream facebook,
      Audit audit,
      Tracing tracing) {
    PolicySettings settings = whatsApps.policies().settings();
    Map<PageChannel, UseCases> all = new EnumMap<>(PageChannel.class);
    for (PageChannel channel : PageChannel.values()) {
      PageTerms terms = new PageTerms(channel == PageChannel.MESSENGER, accounts::hasHumanAgent);
      Policies own = new Policies(channel.rules(), settings, tariff, terms);
      Deciders deciders = whatsApps.on(channel, own);
      Upstream host = channel == PageChannel.INSTAGRAM_LOGIN ? facebook.onInstagram() : facebook;
      all.put(
          channel,
          UseCases.refusing(
              new SendMessage(deciders, keys, tracing.tracedUpstream(host)),
              new ExplainSend(deciders, tariff, records),
              own,
              audit));
    }
    return new PageSends(all);
  }
}
