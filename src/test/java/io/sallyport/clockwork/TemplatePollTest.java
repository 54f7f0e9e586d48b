package io.sallyport.clockwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.Serving;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of Meta at the start, and what is not because Redis knows. */
class TemplatePollTest {

  private static final String ONE = "102290129340398";
  private static final String OTHER = "102290129340399";
  private static final Duration INTERVAL = Duration.ofMinutes(15);

  private final Vertx vertx = Vertx.vertx();
  private final MemoryTemplates store = new MemoryTemplates();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean metaIsSilent = new AtomicBoolean();
  private final AtomicBoolean storeIsSilent = new AtomicBoolean();
  private final TemplateRegistry registry =
      new TemplateRegistry(this::list, reached(), Duration.ZERO);

  private Uni<List<Template>> list(String wabaId) {
    asked.add(wabaId);
    return metaIsSilent.get()
        ? Uni.createFrom().failure(new IllegalStateException("silent"))
        : Uni.createFrom().item(List.of());
  }

  private TemplateStore reached() {
    return (TemplateStore)
        Proxy.newProxyInstance(
            TemplateStore.class.getClassLoader(),
            new Class<?>[] {TemplateStore.class},
            (it, called, with) ->
                storeIsSilent.get()
                    ? Uni.createFrom().failure(new IllegalStateException("silent"))
                    : called.invoke(store, with));
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private TemplatePoll start() {
    Map<String, String> properties = new HashMap<>();
    for (String wabaId : List.of(ONE, OTHER)) {
      properties.put("sallyport.numbers.\"1" + wabaId + "\".waba-id", wabaId);
      properties.put("sallyport.numbers.\"1" + wabaId + "\".access-token", "EAAJ");
    }
    TemplatePoll poll =
        new TemplatePoll(
            vertx,
            registry,
            ConfiguredNumbers.of(properties),
            store::now,
            ConfiguredNumbers.config(properties));
    poll.start(new Serving());
    return poll;
  }

  private void isStored(String wabaId, Duration age) {
    store.replace(wabaId, List.of(), store.now().minus(age)).await().indefinitely();
  }

  private void allAreLoaded() {
    await().until(() -> registry.snapshot(ONE).isPresent() && registry.snapshot(OTHER).isPresent());
  }

  /** Longer than the first turns of two take. */
  private static void aWhile() throws InterruptedException {
    Thread.sleep(300);
  }

  @Test
  void whatRedisDoesNotHoldIsAskedForAtOnce() {
    isStored(OTHER, Duration.ofMinutes(1));

    start();

    allAreLoaded();
    assertThat(asked).containsExactly(ONE);
  }

  @Test
  void whatRedisHoldsIsNotAskedForBeforeItsTurn() throws InterruptedException {
    isStored(ONE, Duration.ofMinutes(1));
    isStored(OTHER, INTERVAL.minusSeconds(1));

    start();

    allAreLoaded();
    aWhile();
    assertThat(asked).isEmpty();
  }

  @Test
  void anOldListIsAskedForAnew() throws InterruptedException {
    isStored(ONE, INTERVAL);
    isStored(OTHER, Duration.ofMinutes(1));

    start();

    await().until(() -> asked.contains(ONE));
    aWhile();
    assertThat(asked).containsExactly(ONE);
  }

  @Test
  void whileMetaIsSilentItIsAskedAgain() {
    metaIsSilent.set(true);
    start();
    await().until(() -> asked.size() >= 2);

    metaIsSilent.set(false);

    allAreLoaded();
  }

  @Test
  void aRedisThatWasSilentIsAskedBeforeMeta() throws InterruptedException {
    isStored(ONE, Duration.ofMinutes(1));
    isStored(OTHER, Duration.ofMinutes(1));
    storeIsSilent.set(true);
    TemplatePoll poll = start();
    aWhile();
    assertThat(poll.isRead()).isFalse();

    storeIsSilent.set(false);

    allAreLoaded();
    await().until(poll::isRead);
    assertThat(asked).isEmpty();
  }
}
