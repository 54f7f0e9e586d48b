package io.sallyport.ops;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.Records;
import io.sallyport.config.Numbers;
import io.sallyport.pricing.SpendReport;
import io.sallyport.pricing.Tariff;
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

  /** A month's spend is a few thousand counters at most. */
  private static final Duration EVERY = Duration.ofMinutes(5);

  private static final Duration FIRST = Duration.ofSeconds(5);

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

  /** However many numbers there are, Redis is asked evenly. */
  void start(@Observes StartupEvent start) {
    long index = 0;
    for (String number : numbers.ids()) {
      long phase = EVERY.toMillis() * index++ / numbers.ids().size();
      vertx.setTimer(FIRST.toMillis() + phase / 60, first -> read(number));
      vertx.setPeriodic(EVERY.toMillis() + phase, EVERY.toMillis(), again -> read(number));
    }
  }

  void read(String number) {
    LocalDate today = ledger.now().atOffset(ZoneOffset.UTC).toLocalDate();
    records
        .spend(number, today.withDayOfMonth(1), today)
        .map(counts -> SpendReport.of(counts, today, tariff))
        .subscribe()
        .with(
            report -> meters.update(number, report),
            failure -> LOG.debugf("spend not read number=%s", number));
  }
}
