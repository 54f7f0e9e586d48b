package io.sallyport.testkit;

import static io.sallyport.testkit.RedisProcess.await;

import java.util.ArrayList;
import java.util.List;

/** A Redis and its replica, and three Sentinels who watch them. */
public final class RedisSentinels {

  public static final String MASTER_NAME = "sallyport-it";

  private static final int SENTINELS = 3;

  private final List<RedisProcess> sentinels = new ArrayList<>();
  private RedisProcess master;
  private RedisProcess replica;

  /** When it fails none is left. */
  public void start() {
    try {
      master = RedisProcess.start(Ports.free(), List.of("save \"\""));
      replica =
          RedisProcess.start(
              Ports.free(), List.of("save \"\"", "replicaof 127.0.0.1 " + master.port()));
      awaitReplication();
      for (int i = 0; i < SENTINELS; i++) {
        sentinels.add(RedisProcess.startSentinel(Ports.free(), settings()));
      }
      await().until(() -> sentinels.stream().allMatch(RedisSentinels::knowsAll));
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  private List<String> settings() {
    return List.of(
        "sentinel monitor " + MASTER_NAME + " 127.0.0.1 " + master.port() + " 2",
        "sentinel down-after-milliseconds " + MASTER_NAME + " 1000",
        "sentinel failover-timeout " + MASTER_NAME + " 3000");
  }

  private static boolean knowsAll(RedisProcess sentinel) {
    String info = sentinel.command("INFO sentinel");
    return info.contains("status=ok") && info.contains("slaves=1,sentinels=" + SENTINELS);
  }

  /** Waits until the replica has every write. */
  public void awaitReplication() {
    replica.awaitReplicationFrom(master);
  }

  /** Ends the master's process, and one Sentinel's, as the crash of a machine does. */
  public void killMasterAndASentinel() {
    sentinels.get(0).kill();
    master.kill();
  }

  /** Whether the replica has taken over. */
  public boolean hasFailedOver() {
    return replica.command("INFO replication").contains("role:master");
  }

  /** As quarkus.redis.hosts takes it. */
  public String hosts() {
    return String.join(",", sentinels.stream().map(RedisProcess::url).toList());
  }

  public void stop() {
    sentinels.forEach(RedisProcess::kill);
    if (replica != null) {
      replica.kill();
    }
    if (master != null) {
      master.kill();
    }
  }
}
