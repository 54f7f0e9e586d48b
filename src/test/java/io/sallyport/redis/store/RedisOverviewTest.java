package io.sallyport.redis.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.overview.CircuitReport;
import io.sallyport.overview.Count;
import io.sallyport.overview.Counted;
import io.sallyport.overview.Counted.Contradicted;
import io.sallyport.overview.Counted.Decided;
import io.sallyport.overview.OverviewStore;
import io.sallyport.overview.OverviewStore.Health;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisOverviewTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant NOW = Instant.parse("2026-11-30T00:12:40Z");
  private static final Counted FORWARDED = new Decided("forwarded", "none");
  private static final Counted CLOSED = new Decided("rejected", "window_closed");
  private static final Counted WRONG = new Contradicted("closed_after_all", "known_open");

  private final OverviewStore one = replica();
  private final OverviewStore other = replica();

  private static OverviewStore replica() {
    return new RedisOverview(REDIS.client(), Duration.ofSeconds(10));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void emptyRedis() {
    REDIS.run(Command.FLUSHALL);
  }

  private List<Count> counts(Duration back, boolean byMinute) {
    return await(one.counts(NOW.minus(back), NOW, byMinute));
  }

  @Test
  void addsUpWhatReplicasCountInAMinute() {
    await(one.add(NOW, Map.of(FORWARDED, 2L, WRONG, 1L)));
    await(other.add(NOW.minusSeconds(40), Map.of(FORWARDED, 3L)));
    await(other.add(NOW.minusSeconds(41), Map.of(CLOSED, 1L)));
    await(other.add(NOW, Map.of()));

    assertThat(counts(Duration.ofHours(1), true))
        .containsExactlyInAnyOrder(
            new Count(Instant.parse("2026-11-30T00:12:00Z"), FORWARDED, 5),
            new Count(Instant.parse("2026-11-30T00:12:00Z"), WRONG, 1),
            new Count(Instant.parse("2026-11-30T00:11:00Z"), CLOSED, 1));
    assertThat(counts(Duration.ofHours(24), false))
        .containsExactlyInAnyOrder(
            new Count(Instant.parse("2026-11-30T00:10:00Z"), FORWARDED, 5),
            new Count(Instant.parse("2026-11-30T00:10:00Z"), WRONG, 1),
            new Count(Instant.parse("2026-11-30T00:10:00Z"), CLOSED, 1));
  }

  @Test
  void looksBackAsFarAsItIsAsked() {
    await(one.add(NOW.minus(Duration.ofHours(3)), Map.of(CLOSED, 1L)));
    await(one.add(NOW.minus(Duration.ofDays(7)), Map.of(FORWARDED, 1L)));

    assertThat(counts(Duration.ofHours(3), true)).hasSize(1);
    assertThat(counts(Duration.ofHours(2), true)).isEmpty();
    assertThat(counts(Duration.ofHours(24), false)).hasSize(1);
    assertThat(counts(Duration.ofHours(168), false)).hasSize(2);
  }

  @Test
  void hearsOfEveryReplicasCircuitsWhileItReports() {
    CircuitReport upstream = new CircuitReport("1", "upstream", NOW.minusSeconds(9));
    CircuitReport token = new CircuitReport("2", "token", NOW.minusSeconds(8));
    await(one.report(NOW.minusSeconds(15), List.of(upstream)));
    await(other.report(NOW, List.of(token)));

    assertThat(await(one.circuits(NOW))).containsExactlyInAnyOrder(upstream, token);
    assertThat(await(one.circuits(NOW.plusMillis(1)))).containsExactly(token);
    await(other.report(NOW, List.of()));
    assertThat(await(one.circuits(NOW))).isEmpty();
  }

  @Test
  void tellsHowRedisDoes() {
    Health health = await(one.health());

    assertThat(health.latency()).isPositive();
    assertThat(health.memoryBytes()).isPositive();
  }

  @Test
  void everythingEndsByItself() {
    await(one.add(NOW, Map.of(FORWARDED, 1L)));
    await(one.report(NOW, List.of()));

    int keys = 0;
    for (Response key : REDIS.run(Command.KEYS, "*")) {
      keys++;
      assertThat(REDIS.run(Command.TTL, key.toString()).toLong()).as(key.toString()).isPositive();
    }
    assertThat(keys).isEqualTo(3);
  }
}
