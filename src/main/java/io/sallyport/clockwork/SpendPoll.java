package io.sallyport.clockwork;

import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.Serving;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.SpendMeters;
import io.sallyport.pricing.SpendReport;
import io.sallyport.pricing.Tariff;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Reads every number's spend of the month every few minutes, for meters. */
@Singleton
final class SpendPoll {

  private static final Logger LOG = Logger.getLogger(SpendPoll.class);

  /** Up to 100 numbers a second; a month's spend is a few thousand counters at most. */
  private static final Pace PACE = Pace.of(Duration.ofMillis(10), Duration.ofMinutes(5), 8);

  /** Wait before the next poll when Redis did not answer. */
  private static final Duration SILENT = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final Records records;
  private final SharedClock clock;
  private final Numbers numbers;
  private final Tariff tariff;
  private final SpendMeters meters;

  SpendPoll(
      Vertx vertx,
      Records records,
      SharedClock clock,
      Numbers numbers,
      Tariff tariff,
      SpendMeters meters) {
    this.vertx = vertx;
    this.records = records;
    this.clock = clock;
    this.numbers = numbers;
    this.tariff = tariff;
    this.meters = meters;
  }

  void start(@Observes Serving start) {
    Rounds rounds = new Rounds(numbers.ids(), PACE, this::read);
    rounds.start(vertx);
    numbers.onChange(() -> rounds.follow(numbers.ids()));
  }

  private Uni<Duration> read(String number) {
    LocalDate today = clock.now().atOffset(ZoneOffset.UTC).toLocalDate();
    return UniHelper.toUni(records.spend(number, today.withDayOfMonth(1), today))
        .map(counts -> SpendReport.of(counts, today, tariff))
        .invoke(report -> meters.update(number, report))
        .replaceWith(Rounds.NEXT_ROUND)
        .onFailure()
        .invoke(silent -> LOG.debugf("spend not read number=%s", number))
        .onFailure()
        .recoverWithItem(SILENT);
  }
}
