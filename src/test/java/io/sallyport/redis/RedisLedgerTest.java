package io.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.LedgerContract;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.policy.PolicySettings.Marketing;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisLedgerTest extends LedgerContract {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  @Override
  protected Ledger create() {
    return ledger(Duration.ofSeconds(5));
  }

  private RedisLedger ledger(Duration timeout) {
    return new RedisLedger(REDIS.client(), time::offset, timeout, TWO_A_DAY, nanos -> {});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void admitsExactlyTheAllowanceOfManyAtOnce(int allowance) {
    var terms = marketing(new Marketing(allowance, DAY, true, Duration.ZERO));
    String number = "n" + UUID.randomUUID();
    Contact contact = new Contact("16505551234");

    List<Uni<Verdict>> callers =
        IntStream.range(0, 200).mapToObj(i -> ledger.admit(number, contact, terms)).toList();
    List<Verdict> verdicts = Uni.join().all(callers).andFailFast().await().indefinitely();

    assertThat(verdicts).filteredOn(Verdict.Admitted.class::isInstance).hasSize(allowance);
    assertThat(verdicts).noneMatch(Verdict.Undecided.class::isInstance);
  }

  @Test
  void givesBackWhatASlowRedisReservedTooLate() {
    RedisLedger impatient = ledger(Duration.ofMillis(100));
    String number = "n" + UUID.randomUUID();
    Contact contact = new Contact("16505551234");
    var one = marketing(new Marketing(1, DAY, true, Duration.ZERO));
    REDIS.run(Command.CLIENT, "PAUSE", "400");

    Verdict late = impatient.admit(number, contact, one).await().indefinitely();

    assertThat(late).isInstanceOf(Verdict.Undecided.class);
    REDIS.run(Command.PING);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> REDIS.run(Command.EXISTS, "sp:{" + number + "}:c:16505551234").toInteger() == 0);
    assertThat(ledger.admit(number, contact, one).await().indefinitely())
        .isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void runsOnAfterTheScriptsWereFlushed() {
    inbound(time.second());
    REDIS.run(Command.SCRIPT, "FLUSH");

    assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void givesEveryKeyALifetime() {
    String number = "n" + UUID.randomUUID();
    Contact contact = new Contact("16505551234");
    Instant at = time.second();
    List<Observation> all =
        List.of(
            new Observation.InboundMessage(number, contact, at),
            new Observation.SendFailed(number, contact, at, "wamid.1", 131049),
            new Observation.MarketingPreference(number, contact, at, false));
    String contactKey = "sp:{" + number + "}:c:16505551234";
    for (Observation observation : all) {
      REDIS.run(Command.DEL, contactKey);
      ledger.observe(observation).await().indefinitely();
      assertThat(REDIS.run(Command.TTL, contactKey).toLong()).isPositive();
    }
    ledger.cover(number).await().indefinitely();
    assertThat(REDIS.run(Command.TTL, "sp:{" + number + "}:n").toLong()).isPositive();

    REDIS.run(Command.DEL, contactKey);
    Verdict verdict = ledger.admit(number, contact, MARKETING).await().indefinitely();
    Reservation reservation = ((Verdict.Admitted) verdict).reservation();
    assertThat(REDIS.run(Command.TTL, contactKey).toLong()).isPositive();
    ledger.commit(reservation, "wamid.2").await().indefinitely();
    assertThat(REDIS.run(Command.TTL, contactKey).toLong()).isPositive();
  }

  @Test
  void asksRedisOncePerDecision() {
    admit(MARKETING);
    long before = calls();

    for (int i = 0; i < 100; i++) {
      admit(MARKETING);
    }

    assertThat(calls() - before).isEqualTo(100);
  }

  /** EVALSHA and EVAL calls so far. */
  private static long calls() {
    String stats = REDIS.run(Command.INFO, "commandstats").toString();
    return stats
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*=(\\d+).*", "$1")))
        .sum();
  }
}
