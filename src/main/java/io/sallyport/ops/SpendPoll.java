package io.sallyport.ops;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.Records;
import io.sallyport.config.Numbers;
import io.sallyport.ops.Rounds.Pace;
import io.sallyport.pricing.SpendReport;
import io.sallyport.pricing.Tariff;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Reads every number's spend of the month now and then, for meters. */
@Singleton
final class SpendPoll {

  private static final Logger LOG = Logger.getLogger(SpendPoll.class);

  /** 100 numbers a second; a month's spend is a few thousand counters at most. */
  private static final Pace PACE = Pace.of(Duration.ofMillis(10), Duration.ofMinutes(5), 8);

  /** Until Redis is asked again when it did not answer. */
  private static final Duration SILENT = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Records records;
  private final Ledger ledger;
  private final Numbers numbers;
  private final Tariff tariff;
  private final SpendMeters meters;

  SpendPoll(
      Vertx vertx,
      Records records,
      Ledger ledger,
      Numbers numbers,
      Tariff tariff,
      SpendMeters meters) {
    this.vertx = vertx;
    this.records = records;
    this.ledger = ledger;
    this.numbers = numbers;
    this.tariff = tariff;
    this.meters = meters;
  }

  void start(@Observes StartupEvent start) {
    new Rounds(numbers.ids(), PACE, this::read).start(vertx);
  }

  private Uni<Duration> read(String number) {
    LocalDate today = ledger.now().atOffset(ZoneOffset.UTC).toLocalDate();
    return records
        .spend(number, today.withDayOfMonth(1), today)
        .map(counts -> SpendReport.of(counts, today, tariff))
        .invoke(report -> meters.update(number, report))
        .replaceWith(Rounds.NEXT_ROUND)
        .onFailure()
        .invoke(silent -> LOG.debugf("spend not read number=%s", number))
        .onFailure()
        .recoverWithItem(SILENT);
  }
}
