package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Verdict;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.Terms;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection that breaks between Redis's decision and its answer. */
@Concurrent
class LostAnswerTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String NUMBER = "106540352242922";
  private static final String KEY = "sp:{" + NUMBER + "}:c:16505551234";

  private static final Terms MARKETING = Sample.marketing(1);

  /** What is in admit.lua's answer when it holds a slot, too, and no rule refuses. */
  private static final String RESERVED = "$3\r\nspt\r\n$0\r\n\r\n$0\r\n\r\n";

  private final Contact contact = new Contact("16505551234");
  private volatile boolean losing;
  private volatile boolean reservedMeanwhile;
  private NetServer wire;
  private Redis client;
  private RedisLedger ledger;

  @BeforeEach
  void putAWireBetween() {
    wire =
        REDIS
            .vertx()
            .createNetServer()
            .connectHandler(this::connect)
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    client = Redis.createClient(REDIS.vertx(), "redis://localhost:" + wire.actualPort());
    ledger =
        new RedisLedger(
            new Scripts(client),
            new Clock(() -> Duration.ZERO),
            Duration.ofSeconds(5),
            Duration.ofHours(24),
            effect -> {},
            nanos -> {},
            number -> 80,
            Runnable::run);
  }

  @AfterEach
  void takeItAway() {
    client.close();
    wire.close().toCompletionStage().toCompletableFuture().join();
  }

  private void connect(NetSocket near) {
    near.pause();
    REDIS
        .vertx()
        .createNetClient()
        .connect(REDIS.port(), "localhost")
        .onSuccess(
            far -> {
              near.handler(far::write);
              // Redis may send an array in several pieces.
              StringBuilder answered = new StringBuilder();
              far.handler(
                  answer -> {
                    if (losing && answered.append(answer).toString().contains(RESERVED)) {
                      reservedMeanwhile = true;
                      near.close();
                    } else {
                      near.write(answer);
                    }
                  });
              near.closeHandler(closed -> far.close());
              near.resume();
            });
  }

  @Test
  void leavesNothingReserved() {
    losing = true;

    Verdict verdict =
        ledger.admit(NUMBER, contact, MARKETING).toCompletionStage().toCompletableFuture().join();

    assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
    assertThat(reservedMeanwhile).isTrue();
    losing = false;
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> REDIS.run(Command.EXISTS, KEY).toInteger() == 0);
    assertThat(
            ledger
                .admit(NUMBER, contact, MARKETING)
                .toCompletionStage()
                .toCompletableFuture()
                .join())
        .isInstanceOf(Verdict.Admitted.class);
  }
}
