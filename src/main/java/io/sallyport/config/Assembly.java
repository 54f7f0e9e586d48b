package io.sallyport.config;

import io.sallyport.admission.Circuits;
import io.sallyport.admission.Decision;
import io.sallyport.admission.ExplainSend;
import io.sallyport.admission.IdempotencyStore;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.Reach;
import io.sallyport.admission.Records;
import io.sallyport.admission.SendMessage;
import io.sallyport.admission.Upstream;
import io.sallyport.audit.Audit;
import io.sallyport.audit.ContactHash;
import io.sallyport.audit.DecisionRecord;
import io.sallyport.audit.DecisionStore;
import io.sallyport.deferral.Deferral;
import io.sallyport.deferral.DeferredQueue;
import io.sallyport.deferral.Dispatcher;
import io.sallyport.event.Announcer;
import io.sallyport.event.Reminders;
import io.sallyport.event.WindowWatch;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.ConsentKeywords;
import io.sallyport.policy.Policies;
import io.sallyport.policy.PolicySettings;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.PolicySettings.MarketingLimits;
import io.sallyport.policy.QuietHours;
import io.sallyport.pricing.Tariff;
import io.sallyport.relay.Post;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelayEvent;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Target;
import io.sallyport.template.Category;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateSource;
import io.sallyport.template.TemplateStore;
import io.sallyport.tracing.Tracing;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Puts the pure parts together; the adapters bring the ports. */
final class Assembly {

  @Produces
  @Singleton
  Policies policies(SallyportConfig config, Tariff tariff) {
    PolicyConfig policy = config.policy();
    PolicyConfig.Marketing marketing = policy.marketing();
    return new Policies(
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
  Tariff tariff(SallyportConfig config) throws RateCardFile.Unusable {
    SallyportConfig.Pricing pricing = config.pricing();
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

  @Produces
  @Singleton
  SendMessage sendMessage(
      Policies policies,
      TemplateRegistry templates,
      Ledger ledger,
      IdempotencyStore keys,
      Reach reach,
      Circuits circuits,
      Upstream upstream,
      Tracing tracing) {
    return new SendMessage(
        policies,
        templates,
        tracing.tracedLedger(ledger),
        keys,
        reach,
        circuits,
        tracing.tracedUpstream(upstream));
  }

  @Produces
  @Singleton
  ExplainSend explainSend(
      Policies policies,
      Tariff tariff,
      TemplateRegistry templates,
      Ledger ledger,
      Records records,
      Reach reach,
      Circuits circuits) {
    return new ExplainSend(policies, tariff, templates, ledger, records, reach, circuits);
  }

  @Produces
  @Singleton
  Deferral deferral(
      SendMessage sendMessage,
      DeferredQueue queue,
      Ledger ledger,
      Policies policies,
      Event<Deferral.Queued> events) {
    return new Deferral(
        sendMessage, queue, ledger, policies.settings().marketingLimits().onLimit(), events::fire);
  }

  @Produces
  @Singleton
  Relay relay(
      SallyportConfig config,
      Numbers numbers,
      RelayStore store,
      Post post,
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
    List<Target> targets =
        new TreeMap<>(relay.targets())
            .entrySet().stream()
                .map(entry -> target(entry.getKey(), entry.getValue(), numbers))
                .toList();
    return new Relay(
        targets,
        store,
        tracing.tracedPost(post),
        settings,
        () -> ThreadLocalRandom.current().nextDouble(),
        events::fire);
  }

  @Produces
  @Singleton
  Announcer announcer(Relay relay, RelayStore store) {
    return new Announcer(relay, store::now);
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

  private static Target target(String name, RelayConfig.Target target, Numbers configured) {
    List<String> numbers = target.numbers().orElse(List.of());
    Set<String> accounts =
        numbers.stream()
            .flatMap(id -> configured.find(id).stream())
            .map(BusinessNumber::wabaId)
            .collect(Collectors.toSet());
    Set<String> events = Set.copyOf(target.events().orElse(List.of()));
    return new Target(name, Set.copyOf(numbers), accounts, events);
  }

  @Produces
  @Singleton
  Dispatcher dispatcher(SendMessage sendMessage, DeferredQueue queue, Ledger ledger, Audit audit) {
    return new Dispatcher(sendMessage, queue, ledger, audit);
  }

  @Produces
  @Singleton
  Audit audit(
      SallyportConfig config,
      Ledger ledger,
      Consumer<Decision> meters,
      Consumer<DecisionRecord> log,
      DecisionStore store,
      Tracing tracing) {
    // The start-up checks refuse to serve without it.
    ContactHash hash = new ContactHash(config.webhook().appSecret().orElse("unset"));
    return new Audit(hash, ledger::now, tracing::traceId, meters, tracing.tellingSpans(log), store);
  }
}
