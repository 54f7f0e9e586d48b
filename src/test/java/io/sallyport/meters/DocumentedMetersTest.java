package io.sallyport.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.sallyport.account.Accounts;
import io.sallyport.account.ChannelStates;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.WazzupChannels;
import io.sallyport.budget.Budget;
import io.sallyport.budget.Budget.Period;
import io.sallyport.budget.BudgetUse;
import io.sallyport.budget.CurrentBudget;
import io.sallyport.circuit.AccessToken;
import io.sallyport.circuit.Circuits;
import io.sallyport.circuit.Credential;
import io.sallyport.config.AccountsConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import io.sallyport.directory.TokenState;
import io.sallyport.directory.TokenState.Validity;
import io.sallyport.instead.DeferredQueue.Waiting;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.NumberState.Coverage;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.ledger.NumberState.Windows;
import io.sallyport.link.HookOutcome;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendClass;
import io.sallyport.monitoring.DocumentedMeter;
import io.sallyport.monitoring.Exposition;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.SpendCount;
import io.sallyport.pricing.SpendReport;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Post;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelayEvent;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Target;
import io.sallyport.rule.Reason;
import io.sallyport.send.Decision;
import io.sallyport.template.Category;
import io.sallyport.translation.Translation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page says what a registry exports, no more and no less, down to the values of the tags. */
class DocumentedMetersTest {

  private static final String NUMBER = "106540352242922";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final Path RULES = Path.of("deploy/monitoring/prometheus/sallyport.rules.yaml");

  /** With its labels, but not what something is divided by. */
  private static final Pattern COUNTER =
      Pattern.compile("(?<!/ sum\\((?:rate|increase)\\()(sallyport_\\w+_total)(\\{[^}]*}|)");

  private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"([^\"]*)\"");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SallyportConfig config = ConfiguredNumbers.config(ConfiguredNumbers.sample());

  @Test
  void isOfEveryMeterThereIs() {
    measureSends();
    measureEffects();
    measureNumbers();
    measureRelay();
    measureChannels();

    Map<String, DocumentedMeter> documented = DocumentedMeter.all();
    Map<String, DocumentedMeter> exported = Exposition.meters(registry.scrape());

    assertThat(exported.keySet()).isEqualTo(documented.keySet());
    exported.forEach(
        (name, meter) -> {
          DocumentedMeter row = documented.get(name);
          assertThat(meter.type()).as(name).isEqualTo(row.type());
          assertThat(meter.tags().keySet()).as(name).isEqualTo(row.tags().keySet());
          Map<String, Set<String>> closed = new TreeMap<>(row.tags());
          closed.values().removeIf(Set::isEmpty);
          closed.forEach(
              (tag, values) ->
                  assertThat(meter.tags().get(tag)).as(name + " " + tag).isEqualTo(values));
        });
  }

  /** An increase is none where there was nothing before. */
  @Test
  void countersThatAlertsWatchAreThereFromTheStart() throws IOException {
    new Meters(registry).countsOverdue(NUMBER);
    new AlertedCounts(registry, channels()).start(new Serving());
    Map<String, DocumentedMeter> there = Exposition.meters(registry.scrape());

    Matcher counter = COUNTER.matcher(Files.readString(RULES));
    int watched = 0;
    while (counter.find()) {
      watched++;
      DocumentedMeter meter = there.get(counter.group(1));
      assertThat(meter).as(counter.group()).isNotNull();
      Matcher label = LABEL.matcher(counter.group(2));
      while (label.find()) {
        assertThat(meter.tags().get(label.group(1)))
            .as(counter.group())
            .containsAll(List.of(label.group(2).split("\\|", -1)));
      }
    }
    assertThat(watched).isGreaterThan(5);
  }

  private static List<String> words(Enum<?>[] values, String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    for (Enum<?> value : values) {
      words.add(value.name().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private void measureSends() {
    DecisionMeters decisions = new DecisionMeters(registry, channels());
    for (String sendClass : words(SendClass.values(), "none")) {
      for (String reason : words(Reason.values(), "none")) {
        words(Decision.Word.values())
            .forEach(
                word ->
                    List.of("whatsapp", "messenger", "instagram", "wazzup", "none")
                        .forEach(channel -> decisions.count(channel, sendClass, reason, word)));
      }
    }
    Meters meters = new Meters(registry);
    List.of("stored", "not_stored", "bad_signature", "unreadable").forEach(meters::webhook);
    KommoMeters kommo = new KommoMeters(registry);
    List.of(HookOutcome.values()).forEach(kommo::posted);
    TranslationMeters translation = new TranslationMeters(registry);
    List.of(Translation.Outcome.values()).forEach(translation::ended);
    meters.violation();
    meters.unknownPreferences(1);
    meters.upstreamAnswered(1);
    meters.redisAnswered(1);
    var unused = new DecisionLog(config, registry);
    new AlertedCounts(registry, channels()).start(new Serving());
    MarketingMeters marketing = new MarketingMeters(registry);
    MarketingMetersTest.everyKind().forEach(marketing);
  }

  private static DecisionChannels channels() {
    Map<String, String> all = ConfiguredNumbers.sample();
    return new DecisionChannels(
        new Accounts(AccountsConfig.NONE), new WazzupChannels(ConfiguredNumbers.config(all)));
  }

  private void measureChannels() {
    Map<String, String> all = new TreeMap<>(ConfiguredNumbers.sample());
    all.put("sallyport.wazzup.channels.\"c\".transport", "whatsapp");
    WazzupChannels channels = new WazzupChannels(ConfiguredNumbers.config(all));
    new ChannelMeters(registry, channels, new ChannelStates()).start(new Serving());
  }

  private void measureEffects() {
    EffectMeters effects = new EffectMeters(registry);
    effects.noticed(new Effect.WindowOpened(NUMBER));
    effects.noticed(new Effect.NameNotLearned(NUMBER));
    effects.noticed(new Effect.AiPriced(NUMBER));
    effects.noticed(new Effect.FirstAnswer(NUMBER, Duration.ofSeconds(1)));
    effects.noticed(new Effect.AnswerOverdue(NUMBER));
    for (Reason reason : Reason.values()) {
      if (reason.isOptionalOfSends()) {
        effects.noticed(new Effect.DeliveredAfterAll(NUMBER, reason));
      }
    }
    for (Charge charge : Charge.values()) {
      effects.noticed(new Effect.Priced(NUMBER, charge, true));
      effects.noticed(new Effect.Priced(NUMBER, charge, false));
    }
    for (Gap gap : Gap.values()) {
      effects.noticed(new Effect.CoverageStarted(NUMBER, gap));
    }
  }

  private void measureNumbers() {
    Circuits circuits = new Circuits(() -> NOW);
    new CircuitMeters(registry, circuits).start(new Serving());
    circuits.ended(
        NUMBER, () -> AccessToken.ofCaller(new Credential("EAAJ", null)), new Outcome.NotSent());
    Coverage coverage = new Coverage(NOW, false, NOW, null, null);
    new NumberMeters(registry)
        .update(
            NUMBER,
            new NumberState(coverage, null, null, false, null, null, 1, NOW, new Windows(1, 0)),
            NOW);
    new DeferredMeters(registry).update(NUMBER, new Waiting(1, NOW, 1, 1), NOW);
    new TokenMeters(registry)
        .update("102290129340398", new TokenState(Validity.VALID, NOW, List.of()), () -> NOW);
    new ReadinessMeter(null, null, registry).register();
    LocalDate day = LocalDate.parse("2026-11-20");
    List<SpendCount> counts = new ArrayList<>();
    for (Category category :
        List.of(
            Category.MARKETING,
            Category.UTILITY,
            Category.AUTHENTICATION,
            Category.SERVICE,
            Category.GENERAL_PURPOSE_AI,
            Category.UNKNOWN)) {
      counts.add(new SpendCount(day, category, "US", 2, 1, 1, 1));
    }
    new BudgetMeters(registry)
        .update(
            new BudgetUse(
                new CurrentBudget(
                    new Budget(
                        "spring", Set.of(), Set.of(), Set.of(), Period.DAY, null, null, 7L, 80),
                    NOW,
                    NOW),
                null,
                1,
                0,
                null,
                false));
    new SpendMeters(registry).update(NUMBER, SpendReport.of(counts, day, SpendMetersTest.tariff()));
  }

  private void measureRelay() {
    RelayStore store = Unasked.of(RelayStore.class);
    RelaySettings settings =
        new RelaySettings(
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            Duration.ofDays(7),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15));
    Target crm = new Target("crm", Set.of(), Set.of(), Set.of());
    Relay relay =
        new Relay(Occasional.NONE, store, Unasked.of(Post.class), settings, () -> 0.5, event -> {});
    relay.put(crm);
    RelayMeters meters = new RelayMeters(registry, relay, store, config);
    meters.start(new Serving());
    for (RelayStore.Queued outcome : RelayStore.Queued.values()) {
      meters.noticed(new RelayEvent.Arrived("crm", outcome));
    }
    meters.noticed(new RelayEvent.Delivered("crm", Duration.ofSeconds(1)));
    meters.noticed(new RelayEvent.TryFailed("crm", "HTTP 500"));
    meters.noticed(new RelayEvent.Died("crm", "evt_1", "HTTP 410"));
    meters.noticed(new RelayEvent.Unwanted());
  }

  /** A port that nobody may ask here. */
  private static final class Unasked {
    static <T> T of(Class<T> port) {
      return port.cast(
          java.lang.reflect.Proxy.newProxyInstance(
              port.getClassLoader(),
              new Class<?>[] {port},
              (it, asked, with) -> {
                throw new AssertionError(asked);
              }));
    }
  }
}
