package io.sallyport.testkit;

import static io.sallyport.testkit.RedisProcess.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis Cluster of three masters, each with a third of the slots, and a client. */
public final class RedisCluster implements BeforeAllCallback, AutoCloseable {

  private static final int SLOTS = 16384;
  private static final int MASTERS = 3;

  /** Also how long it takes to find out that a node is gone. */
  private static final Duration NODE_TIMEOUT = Duration.ofSeconds(1);

  private final List<RedisProcess> masters = new ArrayList<>();
  private RedisProcess replicated;
  private RedisProcess replica;
  private Vertx vertx;
  private Redis client;

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put(this, this);
    start();
    vertx = Vertx.vertx();
    RedisOptions options =
        new RedisOptions()
            .setType(RedisClientType.CLUSTER)
            .setMaxPoolSize(16)
            .setMaxPoolWaiting(1000);
    masters.forEach(node -> options.addConnectionString(node.url()));
    client = Redis.createClient(vertx, options);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    stop();
  }

  /** Starts the processes alone; when it fails none is left. */
  public void start() {
    try {
      for (int i = 0; i < MASTERS; i++) {
        masters.add(node());
      }
      assignSlots();
      masters.forEach(this::meet);
      await().until(() -> masters.stream().allMatch(node -> isWhole(node, MASTERS)));
    } catch (RuntimeException e) {
      stop();
      throw e;
    }
  }

  private static RedisProcess node() {
    return RedisProcess.start(
        Ports.freeWithBus(),
        List.of(
            "save \"\"",
            "cluster-enabled yes",
            "cluster-announce-ip 127.0.0.1",
            "cluster-node-timeout " + NODE_TIMEOUT.toMillis(),
            "repl-diskless-sync-delay 0",
            "repl-diskless-sync yes"));
  }

  private void assignSlots() {
    for (int i = 0; i < MASTERS; i++) {
      StringBuilder slots = new StringBuilder("CLUSTER ADDSLOTS");
      IntStream.range(SLOTS * i / MASTERS, SLOTS * (i + 1) / MASTERS)
          .forEach(slot -> slots.append(' ').append(slot));
      masters.get(i).order("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
      masters.get(i).order(slots.toString());
    }
  }

  private void meet(RedisProcess node) {
    node.order("CLUSTER MEET 127.0.0.1 " + masters.get(0).port());
  }

  private static boolean isWhole(RedisProcess node, int nodes) {
    String info = node.command("CLUSTER INFO");
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + nodes);
  }

  /** Gives one master a replica, and waits until that has what the master has. */
  public void replicate(int node) {
    replicated = masters.get(node);
    replica = node();
    meet(replica);
    String id = id(replicated);
    await().until(() -> replica.command("CLUSTER REPLICATE " + id).startsWith("+OK"));
    awaitReplication();
    await()
        .until(
            () ->
                masters.stream()
                    .allMatch(it -> it.command("CLUSTER REPLICAS " + id).contains(id(replica))));
  }

  /** Waits until the replica has every write. */
  public void awaitReplication() {
    replica.awaitReplicationFrom(replicated);
  }

  /** The replicated master stops where it is: its connections stay open, and say nothing. */
  public void freezeReplicated() {
    replicated.freeze();
  }

  /** The replicated master's process dies. */
  public void killReplicated() {
    replicated.kill();
  }

  /** Whether the replica has taken over, and the nodes that live have every slot. */
  public boolean hasFailedOver() {
    return replica.command("INFO replication").contains("role:master")
        && replica.command("CLUSTER INFO").contains("cluster_state:ok");
  }

  /** Moves the slot of a key that does not exist yet. */
  public void moveSlot(String key, int to) {
    int slot = slot(key);
    for (RedisProcess node : masters) {
      node.order("CLUSTER SETSLOT " + slot + " NODE " + id(masters.get(to)));
    }
  }

  private static String id(RedisProcess node) {
    return node.command("CLUSTER MYID").lines().skip(1).findFirst().orElseThrow();
  }

  private int slot(String key) {
    String answer = masters.get(0).command("CLUSTER KEYSLOT " + key).lines().findFirst().get();
    return Integer.parseInt(answer.substring(1));
  }

  /** Which master has a hash tag. */
  public int nodeOf(String tag) {
    int slot = slot(tag);
    return IntStream.range(0, MASTERS)
        .filter(i -> slot < SLOTS * (i + 1) / MASTERS)
        .findFirst()
        .orElseThrow();
  }

  /** What one master answers to an inline command. */
  public String command(int node, String line) {
    return masters.get(node).command(line);
  }

  /** As quarkus.redis.hosts takes it: the masters it started with. */
  public String hosts() {
    return String.join(",", masters.stream().map(RedisProcess::url).toList());
  }

  public void stop() {
    masters.forEach(RedisProcess::kill);
    if (replica != null) {
      replica.kill();
    }
  }

  public Redis client() {
    return client;
  }

  public Vertx vertx() {
    return vertx;
  }
}
