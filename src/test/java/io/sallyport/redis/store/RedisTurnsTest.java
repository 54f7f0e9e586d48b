package io.sallyport.redis.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.link.Turns;
import io.sallyport.link.Turns.Turn;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Concurrent
class RedisTurnsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String SERVER = "https://shop.example.com";
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final Duration CALL = Duration.ofSeconds(10);

  private final Turns one = replica();
  private final Turns other = replica();

  private static Turns replica() {
    return new RedisTurns(new Scripts(REDIS.client()), Duration.ofSeconds(10));
  }

  @BeforeEach
  void emptyRedis() {
    REDIS.run(Command.FLUSHALL);
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static Turn take(Turns replica, String work) {
    return await(replica.take(SERVER, work, LEASE, CALL));
  }

  @Test
  void aWorkIsOneReplicasAtATime() {
    assertThat(take(one, "a").isNow()).isTrue();

    Turn refused = take(other, "a");

    assertThat(refused.isOurs()).isFalse();
    assertThat(refused.delay()).isBetween(LEASE.minusSeconds(10), LEASE);
    await(other.hold(SERVER, "a", Duration.ZERO));
    assertThat(take(other, "a").isOurs()).as("given back by its own only").isFalse();
    await(one.hold(SERVER, "a", Duration.ZERO));
    assertThat(take(other, "a").isOurs()).isTrue();
  }

  @Test
  void aReplicaThatDiesLosesItsWork() {
    await(one.take(SERVER, "a", Duration.ofMillis(50), CALL));

    Awaitility.await().until(() -> take(other, "a").isOurs());
  }

  @Test
  void aWorkIsHeldWithoutACall() {
    take(one, "a");
    await(one.called(SERVER, Duration.ofMillis(1)));

    await(one.hold(SERVER, "a", LEASE.multipliedBy(3)));

    assertThat(take(other, "a").delay()).isGreaterThan(LEASE);
  }

  @Test
  void nobodyCallsAServerThatIsBeingCalledAndForAPauseAfterIt() {
    assertThat(take(one, "a").isNow()).isTrue();

    Turn busy = take(other, "b");

    assertThat(busy.isOurs()).isTrue();
    assertThat(busy.delay()).isBetween(Duration.ofMillis(1), CALL);
    assertThat(take(one, "a").isNow()).as("one call each").isFalse();
    assertThat(await(other.take("https://elsewhere", "b", LEASE, CALL)).isNow()).isTrue();

    long over = System.nanoTime();
    await(one.called(SERVER, Duration.ofMillis(300)));
    Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> take(other, "b").isNow());
    assertThat(System.nanoTime() - over).isGreaterThan(Duration.ofMillis(250).toNanos());
  }

  @Test
  void everythingEndsByItself() {
    take(one, "a");
    await(one.called(SERVER, CALL));

    List<Long> lives = new ArrayList<>();
    for (Response key : REDIS.run(Command.KEYS, "*")) {
      lives.add(REDIS.run(Command.PTTL, key.toString()).toLong());
    }

    assertThat(lives).hasSize(2).allMatch(life -> life > 0 && life <= LEASE.toMillis());
  }
}
