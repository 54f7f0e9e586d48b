package io.sallyport.redis.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Ports;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.RedisProcess;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection for each event loop, which comes back when it was lost. */
@Concurrent
class LoopRedisTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration SILENCE = Duration.ofMillis(300);

  private final Context loop = REDIS.vertx().getOrCreateContext();
  private Redis redis;

  @BeforeEach
  void startAnew() {
    redis = redis(Duration.ofSeconds(10));
  }

  private static Redis redis(Duration silence) {
    RedisOptions options =
        new RedisOptions().setConnectionString("redis://localhost:" + REDIS.port());
    return new LoopRedis(REDIS.vertx(), REDIS.client(), options, silence);
  }

  /** Runs on the event loop, and waits for the end. */
  private <T> T onLoop(Supplier<Future<T>> what) throws Exception {
    Promise<T> done = Promise.promise();
    loop.runOnContext(start -> what.get().onComplete(done));
    return done.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Future<Response> id() {
    return redis.send(Request.cmd(Command.CLIENT).arg("ID"));
  }

  @Test
  void allCallsOfALoopGoOverOneConnection() throws Exception {
    List<Future<Response>> calls = new ArrayList<>();
    onLoop(
        () -> {
          IntStream.range(0, 100).forEach(i -> calls.add(id()));
          return Future.all(new ArrayList<>(calls));
        });

    assertThat(calls.stream().map(call -> call.result().toLong()).distinct()).hasSize(1);
    assertThat(onLoop(this::id).toLong()).isEqualTo(calls.get(0).result().toLong());
  }

  @Test
  void answersComeInTheOrderOfTheCallsAndAnErrorIsItsCallsOnly() throws Exception {
    List<Future<Response>> calls = new ArrayList<>();
    onLoop(
        () -> {
          calls.add(redis.send(Request.cmd(Command.ECHO).arg("first")));
          calls.add(redis.send(Request.cmd(Command.EVALSHA).arg("0".repeat(40)).arg(0)));
          calls.add(redis.send(Request.cmd(Command.ECHO).arg("last")));
          return Future.join(new ArrayList<>(calls)).otherwiseEmpty();
        });

    assertThat(calls.get(0).result().toString()).isEqualTo("first");
    assertThat(calls.get(1).cause()).hasMessageContaining("NOSCRIPT");
    assertThat(calls.get(2).result().toString()).isEqualTo("last");
  }

  @Test
  void aLostConnectionFailsWhatItHadAndTheNextCallOpensAnother() throws Exception {
    long before = onLoop(this::id).toLong();
    Promise<Throwable> failed = Promise.promise();
    loop.runOnContext(
        start ->
            redis.send(Request.cmd(Command.BLPOP).arg("never").arg(0)).onFailure(failed::complete));
    RedisProcess.await()
        .until(() -> REDIS.run(Command.CLIENT, "LIST").toString().contains("cmd=blpop"));

    REDIS.run(Command.CLIENT, "KILL", "ID", before);

    assertThat(failed.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
        .isNotNull();
    assertThat(onLoop(this::id).toLong()).isNotEqualTo(before);
  }

  @Test
  void aConnectionThatOwesAnAnswerForTooLongIsNotUsedAnyMore() throws Exception {
    redis = redis(SILENCE);
    long before = onLoop(this::id).toLong();
    loop.runOnContext(start -> redis.send(Request.cmd(Command.BLPOP).arg("never").arg(5)));
    Thread.sleep(SILENCE.toMillis() + 100);

    assertThat(onLoop(this::id).toLong()).isNotEqualTo(before);
    assertThat(onLoop(this::id).toLong()).isNotEqualTo(before);
  }

  @Test
  void whereNobodyListensEveryCallTriesAnew() throws Exception {
    RedisOptions nowhere =
        new RedisOptions().setConnectionString("redis://localhost:" + Ports.free());
    redis = new LoopRedis(REDIS.vertx(), REDIS.client(), nowhere, SILENCE);

    for (int i = 0; i < 3; i++) {
      Throwable why = onLoop(() -> id().map((Throwable) null).otherwise(failure -> failure));
      assertThat(why).isNotNull();
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUp() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    NetServer silent = REDIS.vertx().createNetServer();
    silent.connectHandler(socket -> connections.incrementAndGet());
    silent.listen(0).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    RedisOptions options =
        new RedisOptions().setConnectionString("redis://localhost:" + silent.actualPort());
    options.getNetClientOptions().setReadIdleTimeout(1);
    redis = new LoopRedis(REDIS.vertx(), REDIS.client(), options, SILENCE);

    for (int i = 1; i <= 2; i++) {
      Throwable why = onLoop(() -> id().map((Throwable) null).otherwise(failure -> failure));

      assertThat(why).isNotNull();
      assertThat(connections).hasValue(i);
    }
    silent.close();
  }

  @Test
  void otherThreadsGoByThePool() throws Exception {
    long ofLoop = onLoop(this::id).toLong();

    Response fromHere = id().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);

    assertThat(fromHere.toLong()).isNotEqualTo(ofLoop);
  }
}
