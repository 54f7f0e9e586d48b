package io.sallyport.redis.core;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Redis's servers as they describe themselves: for whoever wants to know how they are set up. */
public final class RedisServers {

  /** What is read of a server's configuration; managed servers may forbid it. */
  private static final List<String> SETTINGS =
      List.of("appendfsync", "save", "min-replicas-to-write");

  private final Vertx vertx;
  private final Redis pool;
  private final Supplier<RedisOptions> options;

  /**
   * The servers behind a client.
   *
   * @param options those of the client
   */
  public RedisServers(Vertx vertx, Redis pool, Supplier<RedisOptions> options) {
    this.vertx = vertx;
    this.pool = pool;
    this.options = options;
  }

  /**
   * One that takes writes.
   *
   * @param address {@code host:port} of a cluster's; empty of the only one
   * @param info its {@code INFO}, by field
   * @param settings of {@code CONFIG GET}, those it tells; empty when it forbids the command
   */
  public record Server(String address, Map<String, String> info, Map<String, String> settings) {

    public Server {
      info = Map.copyOf(info);
      settings = Map.copyOf(settings);
    }

    /** A field of {@code INFO}; empty when it has none. */
    public String info(String field) {
      return info.getOrDefault(field, "");
    }

    /** The same as a number; -1 when it is none. */
    public long number(String field) {
      return info(field).matches("\\d{1,18}") ? Long.parseLong(info(field)) : -1;
    }

    /** A setting; null when the server does not tell. */
    public @Nullable String setting(String name) {
      return settings.get(name);
    }
  }

  /**
   * What time a server has.
   *
   * @param now without any offset
   * @param took how long the answer took
   */
  public record Time(Instant now, Duration took) {}

  /** Whether it is a cluster. */
  public boolean isCluster() {
    return options.get().getType() == RedisClientType.CLUSTER;
  }

  /** What time it is at the server, or at one of a cluster's. */
  public Future<Time> time() {
    long begun = System.nanoTime();
    return pool.send(Request.cmd(Command.TIME))
        .map(
            time ->
                new Time(
                    Instant.ofEpochSecond(time.get(0).toLong(), time.get(1).toLong() * 1_000),
                    Duration.ofNanos(System.nanoTime() - begun)));
  }

  /** {@code CLUSTER INFO}, by field. */
  public Future<Map<String, String>> cluster() {
    return pool.send(Request.cmd(Command.CLUSTER).arg("INFO")).map(info -> fields(info.toString()));
  }

  /** The servers that take writes: one, or a cluster's masters by address. */
  public Future<List<Server>> masters() {
    return isCluster()
        ? pool.send(Request.cmd(Command.CLUSTER).arg("SLOTS")).compose(this::ofCluster)
        : describe(pool, "").map(List::of);
  }

  /** {@code SLOTS}: [first, last, [host, port, id], …replicas] each. */
  private Future<List<Server>> ofCluster(Response slots) {
    Map<String, Future<Server>> byAddress = new TreeMap<>();
    for (Response range : slots) {
      String address = range.get(2).get(0) + ":" + range.get(2).get(1);
      byAddress.computeIfAbsent(address, this::ofNode);
    }
    List<Future<Server>> all = new ArrayList<>(byAddress.values());
    return Future.all(all).map(done -> all.stream().map(Future::result).toList());
  }

  private Future<Server> ofNode(String address) {
    Redis node =
        Redis.createClient(
            vertx,
            new RedisOptions(options.get())
                .setType(RedisClientType.STANDALONE)
                .setEndpoints(List.of(endpoint(address))));
    return describe(node, address).onComplete(done -> node.close());
  }

  /** As the first configured one, but for host and port. */
  private String endpoint(String address) {
    String first = options.get().getEndpoint();
    return first.replaceFirst(
        "^(\\w+://(?:[^@/]*@)?)[^/?]*", "$1" + address.replace("\\", "").replace("$", ""));
  }

  private static Future<Server> describe(Redis server, String address) {
    Map<String, String> settings = new HashMap<>();
    Future<?> read = Future.succeededFuture();
    for (String name : SETTINGS) {
      read =
          read.compose(
              before ->
                  server
                      .send(Request.cmd(Command.CONFIG).arg("GET").arg(name))
                      .onSuccess(answer -> put(settings, name, answer))
                      .<@Nullable Object>mapEmpty()
                      .otherwiseEmpty());
    }
    return read.compose(before -> server.send(Request.cmd(Command.INFO)))
        .map(info -> new Server(address, fields(info.toString()), settings));
  }

  /** A list in RESP2, a map in RESP3. */
  private static void put(Map<String, String> settings, String name, Response answer) {
    Response value =
        answer.getKeys().contains(name)
            ? answer.get(name)
            : answer.size() == 2 ? answer.get(1) : null;
    if (value != null) {
      settings.put(name, value.toString());
    }
  }

  private static Map<String, String> fields(String info) {
    Map<String, String> fields = new HashMap<>();
    info.lines()
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
              }
            });
    return fields;
  }
}
