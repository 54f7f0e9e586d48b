package io.sallyport.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * What the packaged gateway stands in: a real Redis, the twin as Meta, and its configuration. Init
 * args are configuration that differs.
 */
public final class World implements QuarkusTestResourceLifecycleManager {
  public static final String WABA = TwinSeed.WABA;

  /** The number that all tests share, with the throughput Meta raises a number to. */
  public static final String NUMBER = "106540352242922";

  /** Messages per second: tests right after another do not use it up, as they would 80. */
  private static final String SHARED_THROUGHPUT = "1000";

  /** A number of which no test ever sends a webhook. */
  public static final String QUIET_NUMBER = "106540352242923";

  /** A number whose webhooks begin within a test. */
  public static final String NEW_NUMBER = "106540352242924";

  /** A number of another WABA, of which no token is configured. */
  public static final String TOKENLESS_NUMBER = "106540352242925";

  public static final String TOKENLESS_WABA = "102290129340399";
  public static final String APP_SECRET = "it-app-secret-5f0c";

  /** Of the gateway, as Meta would know it. */
  public static final String PUBLIC_URL = "https://gateway.example.com/webhooks/whatsapp";

  public static final String VERIFY_TOKEN = "it-verify-token-81aa";
  public static final String GATEWAY_TOKEN = "EAAgatewaytoken77";

  /** More than one page of the gateway's listing. */
  public static final int PAGED_TEMPLATES = 110;

  /** The init arg that puts another Redis than a single one into the world. */
  public static final String REDIS = "redis";

  public static final String CLUSTER = "cluster";

  /** A cluster of which the shared number's node is not in the configuration. */
  public static final String CLUSTER_IN_PART = "cluster in part";

  public static final String SENTINEL = "sentinel";

  private final Map<String, String> differing = new HashMap<>();
  private Store store;
  private RedisCluster cluster;
  private RedisSentinels sentinels;
  private Twin twin;
  private Gateway gateway;

  @Override
  public void init(Map<String, String> initArgs) {
    differing.putAll(initArgs);
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> redis = startRedis(differing.remove(REDIS));
    twin =
        Twin.start(
            TwinSeed.options()
                .withAppSecret(APP_SECRET)
                .withNumbers(numbers())
                .withTemplates(templates()));
    gateway = new Gateway(freePort(), freePort());
    Map<String, String> all = configuration(redis, twin.url());
    all.put("quarkus.http.port", Integer.toString(gateway.port()));
    all.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    all.putAll(differing);
    return all;
  }

  private Map<String, String> startRedis(String kind) {
    if (CLUSTER.equals(kind) || CLUSTER_IN_PART.equals(kind)) {
      cluster = new RedisCluster();
      cluster.start();
      cluster.replicate(cluster.nodeOf(NUMBER));
      return Map.of("quarkus.redis.client-type", "cluster", "quarkus.redis.hosts", cluster.hosts());
    } else if (SENTINEL.equals(kind)) {
      sentinels = new RedisSentinels();
      sentinels.start();
      return Map.of(
          "quarkus.redis.client-type",
          "sentinel",
          "quarkus.redis.master-name",
          RedisSentinels.MASTER_NAME,
          "quarkus.redis.hosts",
          sentinels.hosts());
    }
    store = Store.start(freePort());
    return standalone(store);
  }

  /**
   * Said, since what another test class has set stays. A Redis that is there is waited for, however
   * long the machine is busy with other things; tests of one that is not say how long.
   */
  private static Map<String, String> standalone(Store store) {
    return Map.of(
        "quarkus.redis.client-type",
        "standalone",
        "quarkus.redis.hosts",
        store.url(),
        "sallyport.policy.store-timeout",
        "10s");
  }

  /** A whole configuration but for the ports. */
  public static Map<String, String> configuration(Store store, String graphUrl) {
    return configuration(standalone(store), graphUrl);
  }

  private static Map<String, String> configuration(Map<String, String> redis, String graphUrl) {
    Map<String, String> all = new HashMap<>(redis);
    all.put("sallyport.graph.url", graphUrl);
    all.put("sallyport.graph.media-hosts", "lookaside.fbsbx.com," + mediaHost(graphUrl));
    all.put("quarkus.shutdown.delay", "0s");
    all.put("sallyport.webhook.app-secret", APP_SECRET);
    all.put("sallyport.webhook.verify-token", VERIFY_TOKEN);
    all.put("sallyport.webhook.public-url", PUBLIC_URL);
    all.put("sallyport.templates.miss-refresh-interval", "2s");
    all.put(number(NUMBER) + "waba-id", WABA);
    all.put(number(NUMBER) + "access-token", GATEWAY_TOKEN);
    all.put(number(NUMBER) + "throughput", SHARED_THROUGHPUT);
    all.put(number(QUIET_NUMBER) + "waba-id", WABA);
    all.put(number(NEW_NUMBER) + "waba-id", WABA);
    all.put(number(TOKENLESS_NUMBER) + "waba-id", TOKENLESS_WABA);
    return all;
  }

  /** The twin by another name, which is another host. */
  public static String mediaHost(String graphUrl) {
    return "127.0.0.1:" + URI.create(graphUrl).getPort();
  }

  private static String number(String phoneNumberId) {
    return "sallyport.numbers.\"" + phoneNumberId + "\".";
  }

  public static List<TwinNumber> numbers() {
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
    all.add(visit());
    return all;
  }

  /** Has a place for a header, and after two other buttons one whose address has a variable. */
  private static TwinTemplate visit() {
    JsonArray buttons =
        JsonArray.of(
            JsonObject.of("type", "QUICK_REPLY", "text", "Cancel"),
            JsonObject.of("type", "URL", "text", "Map", "url", "https://example.com/map"),
            JsonObject.of("type", "URL", "text", "Book", "url", "https://example.com/{{1}}"));
    return TwinTemplate.of(WABA, "visit", "UTILITY", "")
        .withComponents(
            JsonArray.of(
                JsonObject.of("type", "HEADER", "format", "LOCATION"),
                JsonObject.of("type", "BODY", "text", "We expect you."),
                JsonObject.of("type", "BUTTONS", "buttons", buttons)));
  }

  /** An approved utility template with one parameter. */
  public static TwinTemplate utility(String name) {
    return TwinTemplate.of(WABA, name, "UTILITY", "Your order {{1}} is ready.");
  }

  @Override
  public void stop() {
    if (twin != null) {
      twin.close();
    }
    if (cluster != null) {
      cluster.stop();
    } else if (sentinels != null) {
      sentinels.stop();
    } else {
      store.stop();
    }
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(this, new TestInjector.MatchesType(World.class));
  }

  public Store store() {
    return store;
  }

  public RedisCluster cluster() {
    return cluster;
  }

  public RedisSentinels sentinels() {
    return sentinels;
  }

  public Twin twin() {
    return twin;
  }

  public Gateway gateway() {
    return gateway;
  }

  /** Below those the kernel gives to outgoing connections: it stays free until it is used. */
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // The next may be free.
      }
    }
  }
}
