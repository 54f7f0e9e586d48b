package io.sallyport.doctor;

import io.sallyport.config.SallyportConfig;
import io.sallyport.doctor.Waiting.NoAnswer;
import io.sallyport.redis.core.RedisServers;
import io.sallyport.redis.core.RedisServers.Server;
import io.sallyport.redis.core.RedisServers.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Redis: reached, quick, in time, and set up so that it loses nothing. */
@Singleton
final class RedisCheck implements Check {

  private static final List<RedisRule> RULES =
      List.of(new RedisVersion(), new RedisPersistence(), new RedisMemory(), new RedisReplicas());

  /** Calls that are timed; a quarter are quicker than what is told, since the first are slow. */
  private static final int CALLS = 40;

  /** A send waits for one of them. */
  private static final Duration FAR = Duration.ofMillis(10);

  private final RedisServers servers;
  private final SallyportConfig config;

  RedisCheck(RedisServers servers, SallyportConfig config) {
    this.servers = servers;
    this.config = config;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public List<Finding> look(Options options) {
    List<Finding> found = new ArrayList<>();
    try {
      found.addAll(reached());
    } catch (NoAnswer silent) {
      return List.of(
          Finding.fail(
              name(),
              "not reached: " + silent.why(),
              "quarkus.redis.hosts; is Redis up, and its password right?"));
    }
    if (servers.isCluster()) {
      found.add(slots());
    }
    for (Server server : Waiting.on(servers.masters())) {
      RULES.forEach(rule -> found.addAll(rule.of(server)));
    }
    return found;
  }

  private List<Finding> reached() {
    List<Duration> took = new ArrayList<>();
    Duration ahead = Duration.ZERO;
    for (int i = 0; i < CALLS; i++) {
      Time time = Waiting.on(servers.time());
      took.add(time.took());
      ahead = Duration.between(Instant.now().minus(time.took().dividedBy(2)), time.now());
    }
    Duration usual = took.stream().sorted().toList().get(CALLS / 4);
    return List.of(latency(usual), Clocks.of("redis clock", "Redis", ahead));
  }

  private Finding latency(Duration usual) {
    String about = String.format(Locale.ROOT, "%.1f ms a call", usual.toNanos() / 1e6);
    if (usual.compareTo(config.policy().storeTimeout()) > 0) {
      return Finding.fail(
          name(),
          about + ": more than a send waits",
          "sallyport.policy.store-timeout, the network");
    }
    return usual.compareTo(FAR) > 0
        ? Finding.warn(name(), about + ": every send waits for one", "run Redis near the gateway")
        : Finding.ok(name(), about);
  }

  private Finding slots() {
    Map<String, String> info = Waiting.on(servers.cluster());
    String covered = info.getOrDefault("cluster_slots_ok", "0");
    String about = covered + " of 16384 slots";
    return info.getOrDefault("cluster_state", "").equals("ok") && covered.equals("16384")
        ? Finding.ok("redis cluster", about)
        : Finding.fail(
            "redis cluster",
            about + ": sends of the other numbers are not decided",
            "redis-cli --cluster check <host>:<port>");
  }
}
