package io.sallyport.http.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sallyport.audit.DecisionFilter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.ContextInternal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final DecisionFilter ALL = new DecisionFilter(null, null, null, null);
  private static final String DECISION = "{\"at\":\"" + "x".repeat(10_000) + "\"}";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<EventStream> begun = new ArrayBlockingQueue<>(2);
  private final Audience audience = new Audience(ALL);
  private HttpServer server;

  @BeforeEach
  void serve() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  EventStream stream =
                      new EventStream(request, "ann", ContextInternal.current().nettyEventLoop());
                  audience.add(stream);
                  stream.begin();
                  begun.add(stream);
                })
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Socket open() throws IOException {
    Socket socket = new Socket("localhost", server.actualPort());
    socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private EventStream stream() throws InterruptedException {
    return begun.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void countsWhatASlowReaderMissesAndGoesOn() throws Exception {
    try (Socket socket = open()) {
      stream();
      int told = 0;
      // Far more than the buffers between take.
      for (; told < 5_000; told++) {
        audience.take(List.of(DECISION), 0);
      }
      BufferedReader lines = reader(socket);
      int decisions = 0;
      int missed = 0;
      boolean isLast = false;
      while (!isLast) {
        if (!lines.ready()) {
          audience.take(List.of("{\"last\":true}"), 0);
          told++;
        }
        String line = lines.readLine();
        if (line.startsWith("data: {\"missed\":")) {
          missed += Integer.parseInt(line.replaceAll("\\D", ""));
        } else if (line.startsWith("data: ")) {
          decisions++;
          isLast = missed > 0 && line.contains("last");
        }
      }

      assertThat(missed).isGreaterThan(told / 2);
      assertThat(decisions).isPositive();
      assertThat(decisions + missed).isBetween(told - 2, told);
    }
  }

  @Test
  void tellsAGapThatNothingFollows() throws Exception {
    try (Socket socket = open()) {
      stream();
      audience.take(List.of(), 7);
      BufferedReader lines = reader(socket);

      await().until(() -> lines.readLine().equals("data: {\"missed\":7}"));
      audience.beat();
      await().until(() -> lines.readLine().equals(":"));
    }
  }

  @Test
  void writesNothingToWhoHasLeft() throws Exception {
    EventStream stream;
    try (Socket socket = open()) {
      stream = stream();
    }

    await()
        .until(
            () -> {
              audience.take(List.of(DECISION), 0);
              return stream.isOver();
            });
    audience.take(List.of(DECISION), 0);
    audience.beat();
    stream.end();
    audience.remove(stream);
    assertThat(audience.isEmpty()).isTrue();
  }

  @Test
  void tellsEveryReaderOfAFilterTheSame() throws Exception {
    try (Socket one = open();
        Socket other = open()) {
      EventStream first = stream();
      stream();
      audience.take(List.of(DECISION, "{\"words\":\"é\"}"), 0);
      for (Socket socket : List.of(one, other)) {
        BufferedReader lines = reader(socket);
        await().until(() -> lines.readLine().equals("data: " + DECISION));
        await().until(() -> lines.readLine().equals("data: {\"words\":\"é\"}"));
      }
      audience.remove(first);
      assertThat(audience.isEmpty()).isFalse();
    }
  }
}
