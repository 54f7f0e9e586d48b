package io.sallyport.app;

import io.sallyport.account.Accounts;
import io.sallyport.audit.Audit;
import io.sallyport.channel.PageChannel;
import io.sallyport.circuit.Circuits;
import io.sallyport.config.AccountsConfig;
import io.sallyport.instead.PageSends;
import io.sallyport.instead.SubmitSend;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.Records;
import io.sallyport.meta.GraphUpstream;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.PageTerms;
import io.sallyport.rule.Policies;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import io.sallyport.send.SharedStores;
import io.sallyport.send.Upstream;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.tracing.Tracing;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
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
      Policies policies,
      Tariff tariff,
      Accounts accounts,
      TemplateRegistry templates,
      Ledger ledger,
      IdempotencyStore keys,
      Records records,
      SharedStores shared,
      Circuits circuits,
      GraphUpstream facebook,
      Audit audit,
      Tracing tracing) {
    Map<PageChannel, PageSends.Cases> all = new EnumMap<>(PageChannel.class);
    for (PageChannel channel : PageChannel.values()) {
      PageTerms terms = new PageTerms(channel == PageChannel.MESSENGER, accounts::hasHumanAgent);
      Policies own = new Policies(channel.rules(), policies.settings(), tariff, terms);
      Upstream host = channel == PageChannel.INSTAGRAM_LOGIN ? facebook.onInstagram() : facebook;
      SendMessage send =
          new SendMessage(
              channel,
              own,
              templates,
              tracing.tracedLedger(ledger),
              keys,
              shared,
              circuits,
              tracing.tracedUpstream(host));
      all.put(
          channel,
          new PageSends.Cases(
              new SubmitSend((one, preferences) -> send.handle(one), List.of(), audit),
              new ExplainSend(channel, own, tariff, templates, ledger, records, shared, circuits),
              own));
    }
    return new PageSends(all);
  }
}
