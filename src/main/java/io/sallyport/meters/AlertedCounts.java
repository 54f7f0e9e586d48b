package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.config.Serving;
import io.sallyport.message.SendClass;
import io.sallyport.rule.Reason;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Registers at 0 those counters of {@link DecisionMeters} and {@link Meters} that alerts watch:
 * Prometheus sees no increase in a first sample.
 */
@Singleton
final class AlertedCounts {

  private final MeterRegistry registry;
  private final DecisionChannels channels;

  AlertedCounts(MeterRegistry registry, DecisionChannels channels) {
    this.registry = registry;
    this.channels = channels;
  }

  void start(@Observes Serving start) {
    for (String channel : channels.configured()) {
      decisions(channel, Reason.UNDECIDED, "rejected");
      decisions(channel, Reason.OUTCOME_UNKNOWN, "unknown");
    }
    decisions(DecisionChannels.MESSENGER, Reason.TAG_NOT_ALLOWED, "rejected");
    decisions(DecisionChannels.INSTAGRAM, Reason.TAG_NOT_ALLOWED, "rejected");
    for (String outcome : List.of("stored", "not_stored", "bad_signature")) {
      Counter.builder("sallyport.webhooks")
          .description("Webhook deliveries, by what became of them")
          .tag("outcome", outcome)
          .register(registry);
    }
  }

  private void decisions(String channel, Reason reason, String outcome) {
    Stream<String> classes =
        Stream.concat(
            Stream.of(SendClass.values()).map(one -> one.name().toLowerCase(Locale.ROOT)),
            Stream.of("none"));
    classes.forEach(
        sendClass ->
            Counter.builder("sallyport.decisions")
                .description("Sends, by what was decided")
                .tag("channel", channel)
                .tag("class", sendClass)
                .tag("reason", reason.wire())
                .tag("outcome", outcome)
                .register(registry));
  }
}
