package io.sallyport.meters;

import static io.sallyport.meters.NumberGauges.Shown.count;
import static io.sallyport.meters.NumberGauges.Shown.seconds;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.sallyport.ledger.NumberState;
import io.sallyport.meters.NumberGauges.Shown;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Gauges of every number's state. */
@Singleton
public final class NumberMeters {

  private record Values(NumberState state, double oldestSeconds, double coverageSeconds) {

    long waiting() {
      return state.waiting();
    }

    long open() {
      return state.windows().open();
    }

    long closing() {
      return state.windows().closing();
    }
  }

  private static final List<Shown<Values>> SHOWN =
      List.of(
          count(
              "sallyport.first.response.waiting",
              "Contacts who wait for an answer",
              Values::waiting),
          seconds(
              "sallyport.first.response.waiting.oldest",
              "How long the first of them waits",
              Values::oldestSeconds),
          seconds(
              "sallyport.coverage",
              "For how long the number's webhooks have been seen without a gap",
              Values::coverageSeconds),
          count(
              "sallyport.windows.open",
              "Customer service windows that are open, to a quarter of an hour",
              Values::open),
          count(
              "sallyport.windows.closing",
              "Those of them that close within an hour",
              Values::closing),
          restricted("business_initiated", state -> state.businessInitiatedUntil() != null),
          restricted("everything", state -> state.everythingUntil() != null),
          restricted("disabled", NumberState::disabled));

  private static Shown<Values> restricted(String what, Predicate<NumberState> blocked) {
    return Shown.<Values>count(
            "sallyport.number.restricted",
            "1 while Meta blocks this of the number",
            values -> blocked.test(values.state()) ? 1 : 0)
        .with(Tags.of("what", what));
  }

  private final NumberGauges<Values> gauges;

  public NumberMeters(MeterRegistry registry) {
    this.gauges = new NumberGauges<>(registry, SHOWN);
  }

  public void update(String number, NumberState state, Instant now) {
    double oldest = NumberGauges.seconds(state.waitingSince(), now);
    double coverage = NumberGauges.seconds(state.coverage().since(), now);
    gauges.update(number, new Values(state, oldest, coverage));
  }
}
