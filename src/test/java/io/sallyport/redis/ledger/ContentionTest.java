package io.sallyport.redis.ledger;

import static io.sallyport.redis.ledger.Sample.PHONE;
import static io.sallyport.redis.ledger.Sample.marketing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.redis.core.Keys;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
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
@Concurrent
class ContentionTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private final String number = Sample.number();
  private final RedisLedger ledger = Sample.ledger(REDIS);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void admitsExactlyTheAllowanceOfManyAtOnce(int allowance) {
    List<Uni<Verdict>> callers =
        IntStream.range(0, 200)
            .mapToObj(i -> UniHelper.toUni(ledger.admit(number, PHONE, marketing(allowance))))
            .toList();
    List<Verdict> verdicts = Uni.join().all(callers).andFailFast().await().indefinitely();

    assertThat(verdicts).filteredOn(Verdict.Admitted.class::isInstance).hasSize(allowance);
    assertThat(verdicts).noneMatch(Verdict.Undecided.class::isInstance);
  }

  @Test
  void freesTheKeyOfWhatASlowRedisDecidedTooLate() {
    RedisLedger impatient = Sample.ledger(REDIS, Duration.ofMillis(100));
    SendContext keyed =
        new SendContext(null, null, new IdempotencyKey("5".repeat(32), "digest", "nonce", null));
    REDIS.run(Command.CLIENT, "PAUSE", "1500");

    Verdict late =
        impatient
            .admit(number, PHONE, marketing(1), keyed)
            .toCompletionStage()
            .toCompletableFuture()
            .join();

    assertThat(late).isInstanceOf(Verdict.Undecided.class);
    REDIS.run(Command.PING);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                ledger
                        .admit(number, PHONE, marketing(1), keyed)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                    instanceof Verdict.Admitted);
  }

  @Test
  void givesBackWhatASlowRedisReservedTooLate() {
    RedisLedger impatient = Sample.ledger(REDIS, Duration.ofMillis(100));
    REDIS.run(Command.CLIENT, "PAUSE", "1500");

    Verdict late =
        impatient
            .admit(number, PHONE, marketing(1))
            .toCompletionStage()
            .toCompletableFuture()
            .join();

    assertThat(late).isInstanceOf(Verdict.Undecided.class);
    REDIS.run(Command.PING);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> REDIS.run(Command.EXISTS, Keys.contact(number, PHONE)).toInteger() == 0);
    assertThat(
            ledger
                .admit(number, PHONE, marketing(1))
                .toCompletionStage()
                .toCompletableFuture()
                .join())
        .isInstanceOf(Verdict.Admitted.class);
  }
}
