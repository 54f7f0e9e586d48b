package io.sallyport.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.Numbers;
import io.sallyport.clockwork.TemplatePoll;
import io.sallyport.config.Serving;
import io.sallyport.template.MemoryTemplates;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a gateway has the templates it needs to be sent to. */
class RegistryReadinessTest {

  private static final String ONE = "102290129340398";
  private static final String OTHER = "102290129340399";

  private final Vertx vertx = Vertx.vertx();
  private final MemoryTemplates store = new MemoryTemplates();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final TemplateRegistry registry =
      new TemplateRegistry(
          wabaId ->
              refused.contains(wabaId)
                  ? Uni.createFrom().failure(new IllegalStateException("190"))
                  : Uni.createFrom().item(List.of()),
          store,
          Duration.ZERO);

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static Map<String, String> numbers(String token) {
    Map<String, String> properties = new HashMap<>();
    for (String wabaId : List.of(ONE, OTHER)) {
      properties.put("sallyport.numbers.\"1" + wabaId + "\".waba-id", wabaId);
      properties.put("sallyport.numbers.\"1" + wabaId + "\".access-token", token);
    }
    return properties;
  }

  private TemplatePoll poll(Map<String, String> properties) {
    return new TemplatePoll(
        vertx,
        registry,
        ConfiguredNumbers.of(properties),
        store::now,
        ConfiguredNumbers.config(properties));
  }

  private RegistryReadiness started(Map<String, String> properties) {
    TemplatePoll poll = poll(properties);
    poll.start(new Serving());
    return readiness(properties, poll);
  }

  private RegistryReadiness readiness(Map<String, String> properties, TemplatePoll poll) {
    Numbers numbers = ConfiguredNumbers.of(properties);
    return new RegistryReadiness(numbers, poll, registry);
  }

  private static boolean isUp(RegistryReadiness readiness) {
    return readiness.call().getStatus() == Status.UP;
  }

  @Test
  void withoutTokensThereIsNothingToWaitFor() {
    assertThat(isUp(started(numbers("")))).isTrue();
  }

  @Test
  void isReadyWhenAllAreLoaded() {
    RegistryReadiness readiness = started(numbers("EAAJ"));

    await().until(() -> isUp(readiness));
  }

  @Test
  void oneAccountThatMetaRefusesDoesNotHoldUpTheOthers() {
    refused.add(OTHER);

    RegistryReadiness readiness = started(numbers("EAAJ"));

    await().until(() -> isUp(readiness));
    HealthCheckResponse health = readiness.call();
    assertThat(health.getData().orElseThrow())
        .containsEntry("waba " + OTHER, "not loaded")
        .hasEntrySatisfying(
            "waba " + ONE, it -> assertThat(it.toString()).startsWith("0 templates"));
  }

  @Test
  void whenMetaRefusesAllItIsNotReady() throws InterruptedException {
    refused.addAll(List.of(ONE, OTHER));

    RegistryReadiness readiness = started(numbers("EAAJ"));

    Thread.sleep(300);
    assertThat(isUp(readiness)).isFalse();
  }

  @Test
  void isNotReadyBeforeAllThatRedisHoldsIsLoaded() {
    Map<String, String> properties = numbers("EAAJ");
    registry.refresh(ONE).await().indefinitely();

    assertThat(isUp(readiness(properties, poll(properties)))).isFalse();
  }
}
