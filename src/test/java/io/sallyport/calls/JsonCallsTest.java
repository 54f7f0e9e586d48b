package io.sallyport.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.calls.JsonCalls.Answer;
import io.sallyport.testkit.RawServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call ends in time, whatever the server does. */
class JsonCallsTest {

  private final Vertx vertx = Vertx.vertx();
  private final RawServer server = new RawServer();
  private final JsonCalls calls = new JsonCalls(vertx, 2);

  @AfterEach
  void stop() throws IOException {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Answer call(Duration within) {
    return calls
        .call(HttpMethod.GET, server.url() + "/x", Map.of("X-Key", "k"), null, within)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private Answer call() {
    return call(Duration.ofSeconds(20));
  }

  @Test
  void anAnswerIsReadWhole() {
    server.behave(call -> call.answer("HTTP/1.1 201 Created\nContent-Length: 8\n\n{\"a\": 1}"));

    Answer answer = call();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.isGood()).isTrue();
    assertThat(answer.body().path("a").asInt()).isEqualTo(1);
    assertThat(server.heads().get(0))
        .startsWith("GET /x HTTP/1.1")
        .containsIgnoringCase("x-key: k");
  }

  @Test
  void whatIsNoJsonIsMissing() {
    server.behave(call -> call.answer("HTTP/1.1 502 Bad Gateway\nContent-Length: 4\n\n<p/>"));

    Answer answer = call();

    assertThat(answer.isGood()).isFalse();
    assertThat(answer.body().isMissingNode()).isTrue();
  }

  @Test
  void aRedirectIsAnAnswer() {
    server.behave(
        call -> call.answer("HTTP/1.1 302 Found\nLocation: /elsewhere\nContent-Length: 0\n\n"));

    assertThat(call().status()).isEqualTo(302);
    assertThat(server.heads()).hasSize(1);
  }

  @Test
  void anAnswerWithoutAnEndIsAFailure() {
    server.behave(
        call -> {
          call.answer("HTTP/1.1 200 OK\n\n");
          byte[] part = new byte[1 << 16];
          for (int i = 0; i < 1000; i++) {
            call.out().write(part);
          }
        });

    assertThatThrownBy(this::call)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void silenceEndsInTime() {
    CountDownLatch end = new CountDownLatch(1);
    server.behave(call -> end.await());

    assertThatThrownBy(() -> call(Duration.ofMillis(200)))
        .hasCauseInstanceOf(TimeoutException.class);
    end.countDown();
  }
}
