package io.sallyport.clockwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.NumberStates;
import io.sallyport.account.Numbers;
import io.sallyport.config.Serving;
import io.sallyport.contact.Contact;
import io.sallyport.health.CoverageHealth;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.DeferredQueue.Waiting;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.LedgerExplanation;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.NumberState.Coverage;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.ledger.NumberState.Windows;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.SendContext;
import io.sallyport.meters.DeferredMeters;
import io.sallyport.meters.NumberMeters;
import io.sallyport.pricing.SpendCount;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
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
  private final Numbers numbers = ConfiguredNumbers.of(ConfiguredNumbers.sample());
  private Future<NumberState> answer = Future.failedFuture(new IllegalStateException("gone"));
  private Waiting waiting = new Waiting(0, null, 0, 0);
  private final NumberPoll poll =
      new NumberPoll(
          vertx,
          new ScriptedRecords(),
          ledger(),
          queue(),
          numbers,
          meters,
          new DeferredMeters(registry),
          new NumberStates());

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void readsEveryNumberAtTheStart() {
    answer = Future.succeededFuture(state(3, 90L, 7200L));

    poll.start(new Serving());

    await().until(() -> poll.last(NUMBER).isPresent());
    await().until(() -> gauge("sallyport.first.response.waiting") == 3);
    assertThat(gauge("sallyport.first.response.waiting.oldest")).isEqualTo(90);
    assertThat(gauge("sallyport.coverage")).isEqualTo(7200);
  }

  @Test
  void showsNothingBeforeItWasRead() {
    poll.start(new Serving());

    HealthCheckResponse health = new CoverageHealth(numbers, poll).call();

    assertThat(registry.find("sallyport.coverage").gauge()).isNull();
    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    assertThat(health.getData().orElseThrow().get("number " + NUMBER).toString())
        .startsWith("not read yet");
  }

  @Test
  void showsTheLastValueWhileRedisDoesNotAnswer() {
    answer = Future.succeededFuture(state(3, 90L, 7200L));
    read();

    answer = Future.failedFuture(new IllegalStateException("gone"));
    read();

    assertThat(gauge("sallyport.first.response.waiting")).isEqualTo(3);
    assertThat(poll.last(NUMBER)).isPresent();
  }

  @Test
  void measuresNothingFromNothing() {
    answer = Future.succeededFuture(state(3, 90L, 7200L));
    read();

    answer = Future.succeededFuture(state(0, null, null));
    read();

    assertThat(gauge("sallyport.first.response.waiting")).isZero();
    assertThat(gauge("sallyport.first.response.waiting.oldest")).isZero();
    assertThat(gauge("sallyport.coverage")).isZero();
  }

  @Test
  void showsWindowsAndWhatMetaBlocks() {
    answer = Future.succeededFuture(state(0, null, null));

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
    waiting = new Waiting(4, NOW.minusSeconds(30), 0, 0);
    read();
    assertThat(gauge("sallyport.deferred.waiting")).isEqualTo(4);
    assertThat(gauge("sallyport.deferred.waiting.oldest")).isEqualTo(30);

    waiting = new Waiting(0, null, 0, 0);
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
            (it, asked, with) -> Future.succeededFuture(waiting));
  }

  private final class ScriptedRecords implements Records {
    @Override
    public Future<Boolean> isKnown(String phoneNumberId, Contact contact) {
      return Future.failedFuture("only other channels ask");
    }

    @Override
    public Future<NumberState> number(String phoneNumberId) {
      return answer;
    }

    @Override
    public Future<LedgerExplanation> examine(
        String phoneNumberId, Contact contact, Terms terms, SendContext context) {
      throw new AssertionError("a poll examines nobody");
    }

    @Override
    public Future<List<SpendCount>> spend(String phoneNumberId, LocalDate from, LocalDate to) {
      throw new AssertionError("a poll looks at no spend");
    }
  }
}
