package io.sallyport.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.Effect.Cause;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EffectMetersTest {

  private static final String NUMBER = "106540352242922";

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final EffectMeters meters = new EffectMeters(registry);

  @Test
  void countsWindowsThatOpened() {
    noticed(new Effect.WindowOpened(NUMBER), new Effect.WindowOpened(NUMBER));

    assertThat(count("sallyport.windows.opened")).isEqualTo(2);
  }

  @Test
  void countsContradictionsByWhatTheyAreAbout() {
    noticed(
        new Effect.ClosedAfterAll(NUMBER, Cause.AT_THE_END),
        new Effect.ClosedAfterAll(NUMBER, Cause.IMPORT),
        new Effect.DeliveredAfterAll(NUMBER, Reason.WINDOW_CLOSED),
        new Effect.DeliveredAfterAll(NUMBER, Reason.WINDOW_CLOSED));

    String name = "sallyport.contradictions";
    assertThat(count(name, "kind", "closed_after_all", "about", "at_the_end")).isEqualTo(1);
    assertThat(count(name, "kind", "closed_after_all", "about", "import")).isEqualTo(1);
    assertThat(count(name, "kind", "delivered_after_all", "about", "window_closed")).isEqualTo(2);
  }

  @Test
  void countsPricesBesideWhatWasExpected() {
    noticed(
        new Effect.Priced(NUMBER, Charge.REGULAR, true),
        new Effect.Priced(NUMBER, Charge.FREE_CUSTOMER_SERVICE, true));

    String name = "sallyport.priced";
    assertThat(count(name, "expected", "regular", "billable", "true")).isEqualTo(1);
    assertThat(count(name, "expected", "free_customer_service", "billable", "true")).isEqualTo(1);
  }

  @Test
  void countsMessagesOfGeneralPurposeAisFromTheStart() {
    assertThat(count("sallyport.general.purpose.ai")).isZero();
    noticed(new Effect.AiPriced(NUMBER));

    assertThat(count("sallyport.general.purpose.ai")).isEqualTo(1);
  }

  @Test
  void countsWhyCoverageStarted() {
    noticed(new Effect.CoverageStarted(NUMBER, Gap.UNHEARD_SENDS));

    assertThat(count("sallyport.coverage.started", "after", "unheard_sends")).isEqualTo(1);
  }

  @Test
  void countsNamesThatWereNotLearned() {
    noticed(new Effect.NameNotLearned(NUMBER), new Effect.NameNotLearned(NUMBER));

    assertThat(count("sallyport.names.not.learned")).isEqualTo(2);
  }

  @Test
  void countsAnswersThatAreOverdue() {
    meters.countsOverdue("106540352242923");
    noticed(new Effect.AnswerOverdue(NUMBER), new Effect.AnswerOverdue(NUMBER));

    String name = "sallyport.first.response.overdue";
    assertThat(count(name, "number", NUMBER)).isEqualTo(2);
    assertThat(count(name, "number", "106540352242923")).isZero();
  }

  @Test
  void measuresFirstResponsesByNumber() {
    noticed(
        new Effect.FirstAnswer(NUMBER, Duration.ofSeconds(20)),
        new Effect.FirstAnswer(NUMBER, Duration.ofMinutes(3)),
        new Effect.FirstAnswer("106540352242923", Duration.ofMinutes(3)));

    var timer = registry.get("sallyport.first.response").tag("number", NUMBER).timer();
    assertThat(timer.count()).isEqualTo(2);
    assertThat(timer.totalTime(TimeUnit.SECONDS)).isEqualTo(200);
    assertThat(
            Arrays.stream(timer.takeSnapshot().histogramCounts())
                .mapToDouble(bucket -> bucket.bucket(TimeUnit.SECONDS)))
        .containsExactly(5d, 15d, 30d, 60d, 120d, 300d, 600d, 1800d, 3600d, 7200d, 21600d, 86400d);
  }

  private void noticed(Effect... effects) {
    Arrays.stream(effects).forEach(meters::noticed);
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }
}
