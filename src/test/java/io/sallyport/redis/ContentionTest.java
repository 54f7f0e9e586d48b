package io.sallyport.redis;

import static io.sallyport.redis.Sample.PHONE;
import static io.sallyport.redis.Sample.marketing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.Occasion;
import io.sallyport.admission.Verdict;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many callers at once, and a Redis that is slow. */
class ContentionTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private final String number = Sample.number();
  private final RedisLedger ledger = Sample.ledger(REDIS);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void admitsExactlyTheAllowanceOfManyAtOnce(int allowance) {
    List<Uni<Verdict>> callers =
        IntStream.range(0, 200)
            .mapToObj(i -> ledger.admit(number, PHONE, marketing(allowance)))
            .toList();
    List<Verdict> verdicts = Uni.join().all(callers).andFailFast().await().indefinitely();

    assertThat(verdicts).filteredOn(Verdict.Admitted.class::isInstance).hasSize(allowance);
    assertThat(verdicts).noneMatch(Verdict.Undecided.class::isInstance);
  }

  @Test
  void freesTheKeyOfWhatASlowRedisDecidedTooLate() {
    RedisLedger impatient = Sample.ledger(REDIS, Duration.ofMillis(100));
    Occasion keyed =
        new Occasion(null, null, new IdempotencyKey("5".repeat(32), "digest", "nonce", null));
    REDIS.run(Command.CLIENT, "PAUSE", "1500");

    Verdict late = impatient.admit(number, PHONE, marketing(1), keyed).await().indefinitely();

    assertThat(late).isInstanceOf(Verdict.Undecided.class);
    REDIS.run(Command.PING);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ledger.admit(number, PHONE, marketing(1), keyed).await().indefinitely()
                    instanceof Verdict.Admitted);
  }

  @Test
  void givesBackWhatASlowRedisReservedTooLate() {
    RedisLedger impatient = Sample.ledger(REDIS, Duration.ofMillis(100));
    REDIS.run(Command.CLIENT, "PAUSE", "1500");

    Verdict late = impatient.admit(number, PHONE, marketing(1)).await().indefinitely();

    assertThat(late).isInstanceOf(Verdict.Undecided.class);
    REDIS.run(Command.PING);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> REDIS.run(Command.EXISTS, Keys.contact(number, PHONE)).toInteger() == 0);
    assertThat(ledger.admit(number, PHONE, marketing(1)).await().indefinitely())
        .isInstanceOf(Verdict.Admitted.class);
  }
}
