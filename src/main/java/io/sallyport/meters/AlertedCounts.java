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

  AlertedCounts(MeterRegistry registry) {
    this.registry = registry;
  }

  void start(@Observes Serving start) {
    Stream<String> classes =
        Stream.concat(
            Stream.of(SendClass.values()).map(one -> one.name().toLowerCase(Locale.ROOT)),
            Stream.of("none"));
    classes.forEach(
        sendClass -> {
          decisions(sendClass, Reason.UNDECIDED, "rejected");
          decisions(sendClass, Reason.OUTCOME_UNKNOWN, "unknown");
          decisions(sendClass, Reason.TAG_NOT_ALLOWED, "rejected");
        });
    for (String outcome : List.of("stored", "not_stored", "bad_signature")) {
      Counter.builder("sallyport.webhooks")
          .description("Webhook deliveries, by what became of them")
          .tag("outcome", outcome)
          .register(registry);
    }
  }

  private void decisions(String sendClass, Reason reason, String outcome) {
    Counter.builder("sallyport.decisions")
        .description("Sends, by what was decided")
        .tag("class", sendClass)
        .tag("reason", reason.wire())
        .tag("outcome", outcome)
        .register(registry);
  }
}
