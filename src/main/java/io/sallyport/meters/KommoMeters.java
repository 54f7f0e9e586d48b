package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.link.HookOutcome;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts Kommo's hooks. */
@Singleton
final class KommoMeters {

  private final MeterRegistry registry;

  KommoMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void posted(@Observes HookOutcome outcome) {
    Counter.builder("sallyport.kommo.hooks")
        .description("Hooks that Kommo has posted, by what became of them")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
