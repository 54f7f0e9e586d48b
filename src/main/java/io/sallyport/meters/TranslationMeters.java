package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.translation.Translation.Outcome;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts texts that were to be translated. */
@Singleton
final class TranslationMeters {

  private final MeterRegistry registry;

  TranslationMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void ended(@Observes Outcome outcome) {
    Counter.builder("sallyport.translation")
        .description("Texts that were to be translated, by what became of them")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
