package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.message.SendClass;
import io.sallyport.overview.Counted;
import io.sallyport.overview.Counted.Decided;
import io.sallyport.rule.Reason;
import io.sallyport.send.Decision;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Counts decisions, those for callers and those for deferred sends. */
@Singleton
final class DecisionMeters implements Consumer<Decision> {

  private record Tags(String sendClass, String reason, String outcome) {}

  private final MeterRegistry registry;
  private final Map<Tags, Counter> counters = new ConcurrentHashMap<>();
  private final MarketingMeters marketing;

  DecisionMeters(MeterRegistry registry) {
    this.registry = registry;
    this.marketing = new MarketingMeters(registry);
  }

  @Override
  public void accept(Decision decision) {
    SendClass sendClass = decision.sendClass();
    Reason reason = decision.reason();
    count(
        sendClass == null ? "none" : lower(sendClass),
        reason == null ? "none" : reason.wire(),
        lower(decision.word()));
    marketing.accept(decision);
  }

  /**
   * Counts one.
   *
   * @param sendClass lower case, {@code none} when the body could not be read
   * @param reason the reason's wire name, or {@code none}
   * @param outcome the value of {@code Sallyport-Decision}
   */
  void count(String sendClass, String reason, String outcome) {
    counters.computeIfAbsent(new Tags(sendClass, reason, outcome), this::counter).increment();
  }

  /** Adds what was counted, of all classes together. */
  void addTo(Map<Counted, Long> all) {
    counters.forEach(
        (tags, counter) ->
            all.merge(
                new Decided(tags.outcome(), tags.reason()), (long) counter.count(), Long::sum));
  }

  private Counter counter(Tags tags) {
    return Counter.builder("sallyport.decisions")
        .description("Sends, by what was decided")
        .tag("class", tags.sendClass())
        .tag("reason", tags.reason())
        .tag("outcome", tags.outcome())
        .register(registry);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
