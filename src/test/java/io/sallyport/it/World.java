package io.sallyport.it;

import io.sallyport.redis.Ports;
import io.sallyport.redis.RedisCluster;
import io.sallyport.redis.RedisSentinels;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinNumber;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.TwinTemplate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the packaged gateway stands in: a real Redis, the twin as Meta, and its configuration. */
final class World implements AutoCloseable {
  static final String WABA = TwinSeed.WABA;
  static final String NUMBER = "106540352242922";

  /** A number of which no test ever sends a webhook. */
  static final String QUIET_NUMBER = "106540352242923";

  /** A number whose webhooks begin within a test. */
  static final String NEW_NUMBER = "106540352242924";

  /** A number of another WABA, of which no token is configured. */
  static final String TOKENLESS_NUMBER = "106540352242925";

  static final String TOKENLESS_WABA = "102290129340399";
  static final String APP_SECRET = "it-app-secret-5f0c";
  static final String VERIFY_TOKEN = "it-verify-token-81aa";
  static final String GATEWAY_TOKEN = "EAAgatewaytoken77";

  /** More than one page of the gateway's listing. */
  static final int PAGED_TEMPLATES = 110;

  /** Which Redis a world has. */
  enum Redis {
    SINGLE,
    SENTINEL,
    CLUSTER
  }

  private final Twin twin =
      Twin.start(
          TwinSeed.options()
              .withAppSecret(APP_SECRET)
              .withNumbers(numbers())
              .withTemplates(templates()));
  private final Gateway gateway = new Gateway(freePort(), freePort());
  private final Path log;
  private Store store;
  private RedisCluster cluster;
  private RedisSentinels sentinels;
  private Process process;

  private World(Path log) {
    this.log = log;
  }

  /**
   * Starts it, and waits until the gateway is ready.
   *
   * @param settings configuration that differs
   * @param name of its log
   */
  static World start(Redis redis, Map<String, String> settings, String name) throws IOException {
    Path logs = Path.of(System.getProperty("sallyport.target", "target"), "gateway-logs");
    Path output = Files.createDirectories(logs).resolve(name + ".output");
    World world = new World(logs.resolve(name + ".log"));
    Files.deleteIfExists(world.log);
    Files.deleteIfExists(output);
    try {
      Map<String, String> all = configuration(world.startRedis(redis), world.twin.url());
      // Written at once, unlike the console.
      all.put("quarkus.log.file.enabled", "true");
      all.put("quarkus.log.file.path", world.log.toAbsolutePath().toString());
      all.putAll(settings);
      world.process = GatewayProcess.start(world.gateway, all, output);
      return world;
    } catch (IOException | RuntimeException e) {
      world.close();
      throw e;
    }
  }

  private Map<String, String> startRedis(Redis redis) {
    return switch (redis) {
      case SINGLE -> {
        store = Store.start(freePort());
        yield standalone(store);
      }
      case SENTINEL -> {
        sentinels = new RedisSentinels();
        sentinels.start();
        yield Map.of(
            "quarkus.redis.client-type",
            "sentinel",
            "quarkus.redis.master-name",
            RedisSentinels.MASTER_NAME,
            "quarkus.redis.hosts",
            sentinels.hosts());
      }
      case CLUSTER -> {
        cluster = new RedisCluster();
        cluster.start();
        cluster.replicate(cluster.nodeOf(NUMBER));
        yield Map.of(
            "quarkus.redis.client-type", "cluster", "quarkus.redis.hosts", cluster.hosts());
      }
    };
  }

  private static Map<String, String> standalone(Store store) {
    return Map.of("quarkus.redis.hosts", store.url());
  }

  /** A whole configuration but for the ports. */
  static Map<String, String> configuration(Store store, String graphUrl) {
    return configuration(standalone(store), graphUrl);
  }

  private static Map<String, String> configuration(Map<String, String> redis, String graphUrl) {
    Map<String, String> all = new HashMap<>(redis);
    all.put("sallyport.graph.url", graphUrl);
    all.put("sallyport.graph.media-hosts", "lookaside.fbsbx.com," + mediaHost(graphUrl));
    all.put("quarkus.shutdown.delay", "0s");
    all.put("sallyport.webhook.app-secret", APP_SECRET);
    all.put("sallyport.webhook.verify-token", VERIFY_TOKEN);
    all.put("sallyport.templates.miss-refresh-interval", "2s");
    all.put(number(NUMBER) + "waba-id", WABA);
    all.put(number(NUMBER) + "access-token", GATEWAY_TOKEN);
    all.put(number(QUIET_NUMBER) + "waba-id", WABA);
    all.put(number(NEW_NUMBER) + "waba-id", WABA);
    all.put(number(TOKENLESS_NUMBER) + "waba-id", TOKENLESS_WABA);
    return all;
  }

  /** The twin by another name, which is another host. */
  static String mediaHost(String graphUrl) {
    return "127.0.0.1:" + URI.create(graphUrl).getPort();
  }

  private static String number(String phoneNumberId) {
    return "sallyport.numbers.\"" + phoneNumberId + "\".";
  }

  private static List<TwinNumber> numbers() {
    return List.of(
        TwinSeed.NUMBER,
        TwinSeed.SECOND_NUMBER,
        new TwinNumber(NEW_NUMBER, WABA, "15550783883"),
        new TwinNumber(TOKENLESS_NUMBER, TOKENLESS_WABA, "15550783884"));
  }

  private static List<TwinTemplate> templates() {
    List<TwinTemplate> all = new ArrayList<>(TwinSeed.templates());
    IntStream.rangeClosed(1, PAGED_TEMPLATES)
        .mapToObj(i -> utility(String.format("page_%03d", i)))
        .forEach(all::add);
    return all;
  }

  /** An approved utility template with one parameter. */
  static TwinTemplate utility(String name) {
    return TwinTemplate.of(WABA, name, "UTILITY", "Your order {{1}} is ready.");
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    twin.close();
    if (store != null) {
      store.stop();
    }
    if (cluster != null) {
      cluster.stop();
    }
    if (sentinels != null) {
      sentinels.stop();
    }
  }

  Store store() {
    return store;
  }

  RedisCluster cluster() {
    return cluster;
  }

  RedisSentinels sentinels() {
    return sentinels;
  }

  Twin twin() {
    return twin;
  }

  Gateway gateway() {
    return gateway;
  }

  /** The gateway's log, each line of which is there when what it tells has happened. */
  Path log() {
    return log;
  }

  static int freePort() {
    return Ports.free();
  }
}
