package io.sallyport.redis;

import static io.sallyport.redis.Sample.MARKETING;
import static io.sallyport.redis.Sample.NEW_PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.NumberState.Gap;
import io.sallyport.admission.Records;
import io.sallyport.admission.VirtualTime;
import io.sallyport.contact.Window;
import io.vertx.redis.client.Command;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What src/docs/operations.md tells to do after a copy of Redis was restored. */
class RestoredTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String NUMBER = "106540352242922";

  private final VirtualTime time = new VirtualTime();
  private final RedisLedger ledger =
      new RedisLedger(
          REDIS.client(),
          time::offset,
          Duration.ofSeconds(5),
          Duration.ofDays(1),
          effect -> {},
          nanos -> {},
          number -> 80);
  private final Records records =
      new RedisRecords(REDIS.client(), time::offset, Duration.ofSeconds(5));

  private Window.State windowOfSomebody() {
    return records
        .examine(NUMBER, NEW_PHONE, MARKETING)
        .await()
        .indefinitely()
        .state()
        .window()
        .state();
  }

  @Test
  void coverageThatIsTakenOutStartsAnew() {
    ledger.cover(NUMBER, false, null).await().indefinitely();
    time.travel(Duration.ofHours(25));
    ledger.cover(NUMBER, false, null).await().indefinitely();
    assertThat(windowOfSomebody()).isEqualTo(Window.State.CLOSED);

    REDIS.run(Command.HDEL, "sp:{" + NUMBER + "}:n", "covered");

    assertThat(windowOfSomebody()).isEqualTo(Window.State.UNKNOWN);
    ledger.cover(NUMBER, false, null).await().indefinitely();
    assertThat(records.number(NUMBER).await().indefinitely().coverage().started())
        .isEqualTo(Gap.NOTHING_BEFORE);
    assertThat(windowOfSomebody()).isEqualTo(Window.State.UNKNOWN);
    time.travel(Duration.ofHours(24));
    ledger.cover(NUMBER, false, null).await().indefinitely();
    assertThat(windowOfSomebody()).isEqualTo(Window.State.CLOSED);
  }
}
