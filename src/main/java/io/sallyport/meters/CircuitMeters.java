package io.sallyport.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.circuit.Circuits;
import io.sallyport.circuit.OpenCircuit;
import io.sallyport.circuit.Trouble;
import io.sallyport.config.Serving;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of a number's circuits, from the first of its sends that fails: three for every number, at
 * the start, would take seconds with 100,000 of them.
 */
@Singleton
final class CircuitMeters {

  private final MeterRegistry registry;
  private final Circuits circuits;

  CircuitMeters(MeterRegistry registry, Circuits circuits) {
    this.registry = registry;
    this.circuits = circuits;
  }

  void start(@Observes Serving start) {
    circuits.onFirstTrouble(this::show);
  }

  private void show(String number) {
    gauge(number, "upstream", all -> open(all, number, Trouble.NoAnswer.class));
    gauge(number, "account", all -> open(all, number, Trouble.Account.class));
    gauge(number, "token", all -> all.heldTokens(number).size());
  }

  private void gauge(String number, String cause, ToDoubleFunction<Circuits> value) {
    Gauge.builder("sallyport.circuit.open", circuits, value)
        .description("Open circuits of the number, by cause; of tokens, how many")
        .tag("number", number)
        .tag("cause", cause)
        .register(registry);
  }

  private static double open(Circuits circuits, String number, Class<? extends Trouble> trouble) {
    OpenCircuit open = circuits.open(number);
    return open != null && trouble.isInstance(open.trouble()) ? 1 : 0;
  }
}
