package io.sallyport.redis.ledger;

import static io.sallyport.redis.ledger.Sample.MARKETING;
import static io.sallyport.redis.ledger.Sample.NEW_PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Window;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What src/docs/operations.md tells to do after a copy of Redis was restored. */
@Concurrent
class RestoredTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String NUMBER = "106540352242922";

  private final VirtualTime time = new VirtualTime();
  private final RedisLedger ledger =
      new RedisLedger(
          new Scripts(REDIS.client()),
          new Clock(time::offset),
          Duration.ofSeconds(5),
          Duration.ofDays(1),
          effect -> {},
          nanos -> {},
          number -> 80,
          Runnable::run);
  private final Records records =
      new RedisRecords(
          new Scripts(REDIS.client()),
          new Clock(time::offset),
          Duration.ofSeconds(5),
          numbers -> Future.succeededFuture());

  private Window.State windowOfSomebody() {
    return records
        .examine(NUMBER, NEW_PHONE, MARKETING)
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .state()
        .window()
        .state();
  }

  @Test
  void coverageThatIsTakenOutStartsAnew() {
    ledger.cover(NUMBER, false, null).toCompletionStage().toCompletableFuture().join();
    time.travel(Duration.ofHours(25));
    ledger.cover(NUMBER, false, null).toCompletionStage().toCompletableFuture().join();
    assertThat(windowOfSomebody()).isEqualTo(Window.State.CLOSED);

    REDIS.run(Command.HDEL, "sp:{" + NUMBER + "}:n", "covered");

    assertThat(windowOfSomebody()).isEqualTo(Window.State.UNKNOWN);
    ledger.cover(NUMBER, false, null).toCompletionStage().toCompletableFuture().join();
    assertThat(
            records
                .number(NUMBER)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .coverage()
                .started())
        .isEqualTo(Gap.NOTHING_BEFORE);
    assertThat(windowOfSomebody()).isEqualTo(Window.State.UNKNOWN);
    time.travel(Duration.ofHours(24));
    ledger.cover(NUMBER, false, null).toCompletionStage().toCompletableFuture().join();
    assertThat(windowOfSomebody()).isEqualTo(Window.State.CLOSED);
  }
}
