package io.sallyport.app;

import io.sallyport.audit.Audit;
import io.sallyport.audit.ContactHash;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.LiveDecisions;
import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuits;
import io.sallyport.config.FirstResponseKeys;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.MetaApps;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.PolicyConfig;
import io.sallyport.config.PricingConfig;
import io.sallyport.config.RateCardFile;
import io.sallyport.config.RelayConfig;
import io.sallyport.config.RuleSwitches;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.Outlets;
import io.sallyport.connector.graph.Mailboxes;
import io.sallyport.connector.kommo.KommoAccounts;
import io.sallyport.connector.kommo.KommoEchoes;
import io.sallyport.connector.kommo.KommoOutlets;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.directory.Directory;
import io.sallyport.directory.SecretSeal;
import io.sallyport.event.Announcer;
import io.sallyport.event.Reminders;
import io.sallyport.event.ReplyWatch;
import io.sallyport.event.WindowWatch;
import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.ContactStates;
import io.sallyport.ledger.FirstResponses;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.Replays;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.Meters;
import io.sallyport.pricing.Tariff;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelayEvent;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import io.sallyport.replay.Replay;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.MarketingLimits;
import io.sallyport.rule.QuietHours;
import io.sallyport.send.Deciders;
import io.sallyport.send.Decision;
import io.sallyport.send.ExplainSend;
import io.sallyport.send.SendMessage;
import io.sallyport.send.SharedStores;
import io.sallyport.send.Upstream;
import io.sallyport.template.Category;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateSource;
import io.sallyport.template.TemplateStore;
import io.sallyport.tracing.Tracing;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Puts the pure parts together; the adapters bring the ports. */
public final class Assembly {

  @Produces
  @Singleton
  NumbersConfig numbersConfig(Config config) {
    return NumbersConfig.of(config.unwrap(SmallRyeConfig.class));
  }

  @Produces
  @Singleton
  KommoAccountsConfig kommoAccountsConfig(Config config) {
    return KommoAccountsConfig.of(config.unwrap(SmallRyeConfig.class));
  }

  @Produces
  @Singleton
  public Policies policies(SallyportConfig config, Tariff tariff) {
    PolicyConfig policy = config.policy();
    PolicyConfig.Marketing marketing = policy.marketing();
    return new Policies(
        WhatsApp.CHANNEL.rules(),
        new PolicySettings(
            policy.supportedCategories().stream().map(Category::new).collect(Collectors.toSet()),
            policy.unknownWindow(),
            policy.windowMargin(),
            policy.directSend(),
            policy.onStoreFailure(),
            policy.requireOptIn(),
            RuleSwitches.of(policy).byReason(),
            new Marketing(
                marketing.max(), marketing.window(), marketing.resetOnReply(), marketing.minGap()),
            limits(marketing)),
        tariff);
  }

  private static MarketingLimits limits(PolicyConfig.Marketing marketing) {
    return new MarketingLimits(
        marketing.quietHours().map(QuietHours::parse).orElse(null),
        Set.copyOf(marketing.blockedCountries().orElse(List.of())),
        marketing.rate().orElse(null),
        marketing.onLimit());
  }

  @Produces
  @Singleton
  ConsentKeywords consentKeywords(SallyportConfig config) {
    PolicyConfig policy = config.policy();
    return new ConsentKeywords(policy.optOutKeywords(), policy.optInKeywords());
  }

  @Produces
  @Singleton
  public Tariff tariff(SallyportConfig config) throws RateCardFile.Unusable {
    PricingConfig pricing = config.pricing();
    return new Tariff(pricing.model().fixed, RateCardFile.read(pricing.rateCard()));
  }

  @Produces
  @Singleton
  TemplateRegistry templateRegistry(
      TemplateSource source, TemplateStore store, SallyportConfig config) {
    return new TemplateRegistry(source, store, config.templates().missRefreshInterval());
  }

  @Produces
  @Singleton
  Circuits circuits(Ledger ledger) {
    return new Circuits(ledger::now);
  }

  /** What decides WhatsApp's sends. */
  @Produces
  @Singleton
  Deciders deciders(
      Policies policies,
      TemplateRegistry templates,
      Ledger ledger,
      SharedStores shared,
      Circuits circuits,
      Tracing tracing) {
    return new Deciders(
        WhatsApp.CHANNEL, policies, templates, tracing.tracedLedger(ledger), shared, circuits);
  }

  @Produces
  @Singleton
  SendMessage sendMessage(
      Deciders deciders,
      IdempotencyStore keys,
      Upstream upstream,
      KommoEchoes echoes,
      Tracing tracing) {
    return new SendMessage(deciders, keys, echoes.of(tracing.tracedUpstream(upstream)));
  }

  @Produces
  @Singleton
  ExplainSend explainSend(Deciders deciders, Tariff tariff, Records records) {
    return new ExplainSend(deciders, tariff, records);
  }

  @Produces
  @Singleton
  Outlets outlets(Mailboxes mailboxes, Provider<KommoOutlets> kommo) {
    // They send, and so need the ledger, which announces through the relay.
    return new Outlets(mailboxes.configured(), target -> kommo.get().of(target));
  }

  @Produces
  @Singleton
  SecretSeal secretSeal(SallyportConfig config) {
    return SecretSeal.of(config.vault().key().orElse(List.of()));
  }

  @Produces
  @Singleton
  Relay relay(
      SallyportConfig config,
      KommoAccounts kommo,
      RelayStore store,
      Outlets outlets,
      Event<RelayEvent> events,
      Tracing tracing) {
    RelayConfig relay = config.relay();
    RelaySettings settings =
        new RelaySettings(
            relay.firstBackoff(),
            relay.maxBackoff(),
            relay.maxAge(),
            relay.claimAfter(),
            relay.timeout());
    // Targets join it as they are known: PostedTargets.
    return new Relay(
        kommo,
        store,
        tracing.tracedPost(outlets),
        settings,
        () -> ThreadLocalRandom.current().nextDouble(),
        events::fire);
  }

  @Produces
  @Singleton
  Announcer announcer(Relay relay, RelayStore store, Directory directory) {
    return new Announcer(relay, store::now, directory::isRead);
  }

  @Produces
  @Singleton
  ContactStates contactStates(Records records, Policies policies, SharedClock clock) {
    return new ContactStates(records, policies::marketingTerms, clock);
  }

  @Produces
  @Singleton
  WindowWatch windowWatch(
      SallyportConfig config,
      Announcer announcer,
      Reminders reminders,
      Records records,
      Policies policies) {
    return new WindowWatch(
        announcer, reminders, records, policies::marketingTerms, config.relay().closingLead());
  }

  @Produces
  @Singleton
  ReplyWatch replyWatch(
      SallyportConfig config,
      ContactLists lists,
      FirstResponses waits,
      Announcer announcer,
      SharedClock clock,
      Meters meters) {
    return new ReplyWatch(
        FirstResponseKeys.limit(config.policy().firstResponse()),
        lists,
        waits,
        announcer,
        clock,
        meters::noticed);
  }

  @Produces
  @Singleton
  Replay replay(Policies policies, Tariff tariff, DecisionStore decisions, Replays ledger) {
    return new Replay(policies, tariff, decisions, ledger);
  }

  @Produces
  @Singleton
  Audit audit(
      SallyportConfig config,
      Ledger ledger,
      BiConsumer<@Nullable String, Decision> meters,
      Consumer<DecisionRecord> log,
      DecisionStore store,
      LiveDecisions live,
      Tracing tracing) {
    ContactHash hash = new ContactHash(MetaApps.of(config.webhook()).hashKey(config.audit()));
    return new Audit(
        hash, ledger::now, tracing::traceId, meters, tracing.withSpans(log).andThen(live), store);
  }
}
