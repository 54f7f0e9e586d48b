package io.sallyport.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.admission.Examination;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.NumberState;
import io.sallyport.admission.NumberState.Coverage;
import io.sallyport.admission.NumberState.Gap;
import io.sallyport.admission.NumberState.Windows;
import io.sallyport.admission.Occasion;
import io.sallyport.admission.Records;
import io.sallyport.config.ConfiguredNumbers;
import io.sallyport.config.Numbers;
import io.sallyport.contact.Contact;
import io.sallyport.deferral.DeferredQueue;
import io.sallyport.deferral.DeferredQueue.Waiting;
import io.sallyport.policy.Terms;
import io.sallyport.pricing.SpendCount;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NumberPollTest {

  private static final String NUMBER = "106540352242922";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final NumberMeters meters = new NumberMeters(registry);
  private final Numbers numbers =
      ConfiguredNumbers.of(ConfiguredNumbers.config(ConfiguredNumbers.sample()));
  private Uni<NumberState> answer = Uni.createFrom().failure(new IllegalStateException("gone"));
  private Waiting waiting = new Waiting(0, null);
  private final NumberPoll poll =
      new NumberPoll(
          vertx,
          new ScriptedRecords(),
          ledger(),
          queue(),
          numbers,
          meters,
          new DeferredMeters(registry));

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void readsEveryNumberAtTheStart() {
    answer = Uni.createFrom().item(state(3, 90L, 7200L));

    poll.start(new StartupEvent());

    await().until(() -> poll.last(NUMBER).isPresent());
    await().until(() -> gauge("sallyport.first.response.waiting") == 3);
    assertThat(gauge("sallyport.first.response.waiting.oldest")).isEqualTo(90);
    assertThat(gauge("sallyport.coverage")).isEqualTo(7200);
  }

  @Test
  void showsNothingBeforeItWasRead() {
    poll.start(new StartupEvent());

    HealthCheckResponse health = new CoverageHealth(numbers, poll).call();

    assertThat(registry.find("sallyport.coverage").gauge()).isNull();
    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    assertThat(health.getData().orElseThrow().get("number " + NUMBER).toString())
        .startsWith("not read yet");
  }

  @Test
  void showsTheLastValueWhileRedisDoesNotAnswer() {
    answer = Uni.createFrom().item(state(3, 90L, 7200L));
    read();

    answer = Uni.createFrom().failure(new IllegalStateException("gone"));
    read();

    assertThat(gauge("sallyport.first.response.waiting")).isEqualTo(3);
    assertThat(poll.last(NUMBER)).isPresent();
  }

  @Test
  void measuresNothingFromNothing() {
    answer = Uni.createFrom().item(state(3, 90L, 7200L));
    read();

    answer = Uni.createFrom().item(state(0, null, null));
    read();

    assertThat(gauge("sallyport.first.response.waiting")).isZero();
    assertThat(gauge("sallyport.first.response.waiting.oldest")).isZero();
    assertThat(gauge("sallyport.coverage")).isZero();
  }

  @Test
  void showsWindowsAndWhatMetaBlocks() {
    answer = Uni.createFrom().item(state(0, null, null));

    read();

    assertThat(gauge("sallyport.windows.open")).isEqualTo(5);
    assertThat(gauge("sallyport.windows.closing")).isEqualTo(2);
    assertThat(restricted("business_initiated")).isEqualTo(1);
    assertThat(restricted("everything")).isZero();
    assertThat(restricted("disabled")).isZero();
  }

  private void read() {
    poll.read(NUMBER).onFailure().recoverWithNull().await().atMost(Duration.ofSeconds(5));
  }

  private double restricted(String what) {
    return registry.get("sallyport.number.restricted").tag("what", what).gauge().value();
  }

  @Test
  void showsWhatIsDeferred() {
    waiting = new Waiting(4, NOW.minusSeconds(30));
    read();
    assertThat(gauge("sallyport.deferred.waiting")).isEqualTo(4);
    assertThat(gauge("sallyport.deferred.waiting.oldest")).isEqualTo(30);

    waiting = new Waiting(0, null);
    read();
    assertThat(gauge("sallyport.deferred.waiting")).isZero();
    assertThat(gauge("sallyport.deferred.waiting.oldest")).isZero();
  }

  private double gauge(String name) {
    return registry.get(name).tag("number", NUMBER).gauge().value();
  }

  /** Null seconds are no time at all. */
  private static NumberState state(long waiting, Long oldest, Long coverage) {
    return new NumberState(
        new Coverage(before(coverage), false, NOW, Gap.NOTHING_BEFORE, null),
        NOW.plusSeconds(60),
        null,
        false,
        null,
        null,
        waiting,
        before(oldest),
        new Windows(5, 2));
  }

  private static Instant before(Long seconds) {
    return seconds == null ? null : NOW.minusSeconds(seconds);
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await().ignoreExceptions().atMost(Duration.ofSeconds(10));
  }

  /** Only its time is asked for. */
  private static Ledger ledger() {
    return (Ledger)
        Proxy.newProxyInstance(
            Ledger.class.getClassLoader(), new Class<?>[] {Ledger.class}, (it, asked, with) -> NOW);
  }

  /** Only what waits is asked for. */
  private DeferredQueue queue() {
    return (DeferredQueue)
        Proxy.newProxyInstance(
            DeferredQueue.class.getClassLoader(),
            new Class<?>[] {DeferredQueue.class},
            (it, asked, with) -> Uni.createFrom().item(waiting));
  }

  private final class ScriptedRecords implements Records {
    @Override
    public Uni<NumberState> number(String phoneNumberId) {
      return answer;
    }

    @Override
    public Uni<Examination> examine(
        String phoneNumberId, Contact contact, Terms terms, Occasion occasion) {
      throw new AssertionError("a poll examines nobody");
    }

    @Override
    public Uni<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to) {
      throw new AssertionError("a poll looks at no spend");
    }
  }
}
