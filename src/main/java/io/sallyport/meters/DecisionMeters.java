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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Counts decisions, those for callers and those for deferred sends. */
@Singleton
final class DecisionMeters implements BiConsumer<@Nullable String, Decision> {

  private record Tags(String channel, String sendClass, String reason, String outcome) {}

  private final MeterRegistry registry;
  private final Map<Tags, Counter> counters = new ConcurrentHashMap<>();
  private final DecisionChannels channels;
  private final MarketingMeters marketing;

  DecisionMeters(MeterRegistry registry, DecisionChannels channels) {
    this.registry = registry;
    this.channels = channels;
    this.marketing = new MarketingMeters(registry);
  }

  @Override
  public void accept(@Nullable String number, Decision decision) {
    SendClass sendClass = decision.sendClass();
    Reason reason = decision.reason();
    count(
        channels.of(number),
        sendClass == null ? "none" : lower(sendClass),
        reason == null ? "none" : reason.wire(),
        lower(decision.word()));
    marketing.accept(decision);
  }

  /**
   * Counts one.
   *
   * @param channel of {@link DecisionChannels}
   * @param sendClass lower case, {@code none} when the body could not be read
   * @param reason the reason's wire name, or {@code none}
   * @param outcome the value of {@code Sallyport-Decision}
   */
  void count(String channel, String sendClass, String reason, String outcome) {
    counters
        .computeIfAbsent(new Tags(channel, sendClass, reason, outcome), this::counter)
        .increment();
  }

  /** Adds what was counted, of all channels and classes together. */
  void addTo(Map<Counted, Long> all) {
    counters.forEach(
        (tags, counter) ->
            all.merge(
                new Decided(tags.outcome(), tags.reason()), (long) counter.count(), Long::sum));
  }

  private Counter counter(Tags tags) {
    return Counter.builder("sallyport.decisions")
        .description("Sends, by what was decided")
        .tag("channel", tags.channel())
        .tag("class", tags.sendClass())
        .tag("reason", tags.reason())
        .tag("outcome", tags.outcome())
        .register(registry);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
