package io.sallyport.connector.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.relay.Attempt;
import io.sallyport.relay.Attempt.Kind;
import io.sallyport.relay.Letter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a try ends, over real sockets. */
class MailboxTest {

  private static final Letter LETTER =
      Letter.of("{}".getBytes(StandardCharsets.UTF_8), "sha256=00", "application/json");

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int serve(Consumer<HttpServerRequest> answer) {
    HttpServer server = vertx.createHttpServer().requestHandler(answer::accept);
    return server.listen(0).toCompletionStage().toCompletableFuture().join().actualPort();
  }

  private Attempt post(int port) {
    return post("http://localhost:" + port + "/hook");
  }

  private Attempt post(String url) {
    return new Mailbox(vertx, URI.create(url), null, Duration.ofMillis(700))
        .post(LETTER)
        .await()
        .atMost(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource({
    "200, DELIVERED, ''",
    "204, DELIVERED, ''",
    "301, REFUSED, HTTP 301",
    "400, REFUSED, HTTP 400",
    "408, FAILING, HTTP 408",
    "410, GONE, HTTP 410",
    "425, FAILING, HTTP 425",
    "429, FAILING, HTTP 429",
    "500, FAILING, HTTP 500",
    "599, FAILING, HTTP 599"
  })
  void saysWhatTheStatusMeans(int status, Kind kind, String error) {
    int port = serve(request -> request.response().setStatusCode(status).end());

    assertThat(post(port)).isEqualTo(new Attempt(kind, error));
  }

  @Test
  void nobodyListens() {
    int port = serve(request -> {});
    close();

    Attempt attempt =
        new Mailbox(
                Vertx.vertx(), URI.create("http://localhost:" + port), null, Duration.ofSeconds(1))
            .post(LETTER)
            .await()
            .indefinitely();

    assertThat(attempt).isEqualTo(Attempt.unreachable("connection refused"));
  }

  @Test
  void nobodyKnowsTheHost() {
    assertThat(post("http://nobody.invalid/")).isEqualTo(Attempt.unreachable("unknown host"));
  }

  @Test
  void nobodySpeaksTls() {
    int port = serve(request -> request.response().end());

    assertThat(post("https://localhost:" + port + "/").kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void noAnswerIsWaitedForNoLonger() {
    int port = serve(request -> {});
    Instant start = Instant.now();

    assertThat(post(port)).isEqualTo(Attempt.failing("no answer within 700ms"));
    assertThat(Duration.between(start, Instant.now()))
        .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
  }

  @Test
  void noConnectionOfManyIsWaitedForNoLonger() {
    int port = serve(request -> {});
    Mailbox mailbox =
        new Mailbox(vertx, URI.create("http://localhost:" + port), null, Duration.ofMillis(700));
    Instant start = Instant.now();

    List<Uni<Attempt>> many = IntStream.range(0, 150).mapToObj(i -> mailbox.post(LETTER)).toList();
    List<Attempt> all = Uni.join().all(many).andFailFast().await().atMost(Duration.ofSeconds(10));

    assertThat(all).noneMatch(one -> one.kind() == Kind.DELIVERED);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void theConnectionBreaks() {
    NetServer server =
        vertx.createNetServer().connectHandler(socket -> socket.handler(any -> socket.close()));
    int port = server.listen(0).toCompletionStage().toCompletableFuture().join().actualPort();

    assertThat(post(port)).isEqualTo(Attempt.failing("connection broken"));
  }

  @Test
  void anAnswerWithoutAnEndIsAnAnswerAndItsConnectionIsGivenUp() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    int port =
        serve(
            request -> {
              request.connection().closeHandler(end -> closed.countDown());
              request.response().setChunked(true).write("and ");
            });

    assertThat(post(port).kind()).isEqualTo(Kind.DELIVERED);
    assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
  }
}
