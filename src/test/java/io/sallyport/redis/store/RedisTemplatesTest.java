package io.sallyport.redis.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Subscription;
import io.sallyport.template.Category;
import io.sallyport.template.TemplateEvent.StatusChanged;
import io.sallyport.template.TemplateStore;
import io.sallyport.template.TemplateStoreContract;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Concurrent
class RedisTemplatesTest extends TemplateStoreContract {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant T = Instant.ofEpochSecond(1_750_000_000L);

  private RedisTemplates store;

  @BeforeEach
  void emptyRedis() {
    REDIS.run(Command.FLUSHALL);
    store =
        new RedisTemplates(
            new Scripts(REDIS.client()), interval(), java.time.Duration.ofSeconds(5));
  }

  @Override
  protected TemplateStore store() {
    return store;
  }

  @Override
  protected Duration interval() {
    return Duration.ofSeconds(2);
  }

  @Override
  protected void pass(Duration time) {
    Instant end = redisTime().plus(time);
    Awaitility.await()
        .pollDelay(time)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> redisTime().isAfter(end));
  }

  @Override
  protected Instant later() {
    Instant before = redisTime().plusMillis(2);
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> redisTime().isAfter(before));
    return redisTime();
  }

  private static Instant redisTime() {
    Response time = REDIS.run(Command.TIME);
    return Instant.ofEpochSecond(time.get(0).toLong(), time.get(1).toLong() * 1000);
  }

  private static long ttl(String key) {
    return REDIS.run(Command.TTL, key).toLong();
  }

  private void listed() {
    await(
        store.replace(WABA, List.of(template(SALE, "APPROVED", Category.MARKETING)), redisTime()));
  }

  @Test
  void whatIsStoredHasAnEnd() {
    long month = Duration.ofDays(30).toSeconds();

    await(store.apply(WABA, new StatusChanged(SALE, T, "APPROVED", Category.UTILITY)));
    assertThat(ttl(Keys.templates(WABA))).isBetween(month - 5, month);

    REDIS.run(Command.PERSIST, Keys.templates(WABA));
    listed();
    assertThat(ttl(Keys.templates(WABA))).isBetween(month - 5, month);

    await(store.claimRefresh(WABA, interval()));
    assertThat(REDIS.run(Command.PTTL, Keys.templatesAsked(WABA)).toLong()).isBetween(1L, 2_000L);
    assertThat(REDIS.run(Command.KEYS, "*").size()).isEqualTo(2);
  }

  @Test
  void whereABatchIsRefusedTheyAreAskedForOneByOne() {
    listed();
    Redis cluster =
        (Redis)
            Proxy.newProxyInstance(
                Redis.class.getClassLoader(),
                new Class<?>[] {Redis.class},
                (it, called, with) ->
                    called.getName().equals("batch")
                        ? Future.failedFuture("not all in the same hash slot (CROSSSLOT)")
                        : called.invoke(REDIS.client(), with));
    RedisTemplates there = new RedisTemplates(new Scripts(cluster), interval(), interval());

    assertThat(await(there.loadAll(List.of("102290129340390", WABA))))
        .isEqualTo(Map.of(WABA, await(store.load(WABA)).orElseThrow()));
  }

  @Test
  void scriptsAreSentAnewWhenTheServerForgotThem() {
    listed();
    REDIS.run(Command.SCRIPT, "FLUSH");

    assertThat(await(store.apply(WABA, new StatusChanged(SALE, T, "PAUSED", null)))).isTrue();

    Response known = REDIS.run(Command.SCRIPT, "EXISTS", Script.TEMPLATES_APPLY.lua().sha1());
    assertThat(known.get(0).toInteger()).isEqualTo(1);
  }

  @Test
  void anErrorOfAScriptIsAFailure() {
    REDIS.run(Command.SET, Keys.templates(WABA), "not a hash");

    assertThat(
            store
                .apply(WABA, new StatusChanged(SALE, T, "PAUSED", null))
                .map(known -> "stored")
                .onFailure()
                .recoverWithItem(Throwable::getMessage)
                .await()
                .atMost(Duration.ofSeconds(5)))
        .contains("WRONGTYPE");
  }

  @Test
  void everyChangeIsToldToTheReplicas() {
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicInteger connects = new AtomicInteger();
    listen(heard, connects);
    Awaitility.await().until(() -> connects.get() == 1);

    listed();
    Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(WABA));

    await(store.apply("102290129340399", new StatusChanged(SALE, T, "X", Category.UTILITY)));
    Awaitility.await()
        .untilAsserted(() -> assertThat(heard).containsExactly(WABA, "102290129340399"));
  }

  @Test
  void newsThatChangesNothingIsNotTold() {
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicInteger connects = new AtomicInteger();
    listen(heard, connects);
    Awaitility.await().until(() -> connects.get() == 1);

    await(store.apply(WABA, new StatusChanged(SALE, T, "PAUSED", null)));
    listed();

    Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(WABA));
  }

  @Test
  void aListenerThatLostItsConnectionListensAgain() {
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicInteger connects = new AtomicInteger();
    listen(heard, connects);
    Awaitility.await().until(() -> connects.get() == 1);

    for (int kill = 1; kill <= 2; kill++) {
      int before = connects.get();
      assertThat(REDIS.run(Command.CLIENT, "KILL", "TYPE", "pubsub").toInteger()).isPositive();
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> connects.get() > before);
    }

    heard.clear();
    listed();
    Awaitility.await().untilAsserted(() -> assertThat(heard).containsExactly(WABA));
  }

  private static void listen(List<String> heard, AtomicInteger connects) {
    new Subscription(
            REDIS.vertx(),
            REDIS.client(),
            Map.of(Subscription.TEMPLATES_CHANGED, (Consumer<String>) heard::add),
            connects::incrementAndGet)
        .listen();
  }
}
