package io.sallyport.meta;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.sallyport.loop.LoopConnector;
import io.sallyport.message.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends over real sockets to a server that answers as it is told. */
class SendConnectionsTest {

  private static final Vertx VERTX = Vertx.vertx();

  private static final String REQUEST =
      "POST /v25.0/106540352242922/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 35\r\nX-App: a\r\n\r\n"
          + "{\"messages\":[{\"id\":\"wamid.HBgLMTY\"}]}".substring(0, 35);

  /** What the server does with the next request; null: closes. */
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> accepted = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket server;
  private EventLoop loop;
  private SendConnections sends;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::accept);
    acceptor.setDaemon(true);
    acceptor.start();
    loop = ((VertxInternal) VERTX).createEventLoopContext().nettyEventLoop();
    sends = sends(server.getLocalPort());
  }

  private SendConnections sends(int port) {
    return new SendConnections(
        loop, new LoopConnector(VERTX, "127.0.0.1", port, false, 2_000), 1_000);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    for (Socket one : List.copyOf(accepted)) {
      one.close();
    }
  }

  @AfterAll
  static void stopAll() {
    VERTX.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        accepted.add(socket);
        Thread serving = new Thread(() -> serve(socket));
        serving.setDaemon(true);
        serving.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      while (true) {
        byte[] request = in.readNBytes(REQUEST.length());
        if (request.length < REQUEST.length()) {
          return;
        }
        requests.add(new String(request, ISO_8859_1));
        String answer = answers.poll();
        if (answer == null) {
          return;
        }
        for (String part : answer.split("<pause>", -1)) {
          socket.getOutputStream().write(part.getBytes(ISO_8859_1));
          Thread.sleep(answer.contains("<pause>") ? 50 : 0);
        }
        if (answer.contains("<silence>")) {
          Thread.sleep(10_000);
        }
        if (answer.contains("Connection: close") || answer.endsWith("<cut>")) {
          return;
        }
      }
    } catch (IOException | InterruptedException ended) {
      // The other end went.
    }
  }

  private Outcome send(SendConnections by) throws Exception {
    return sending(by).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Future<Outcome> sending(SendConnections by) {
    ContextInternal context = ((VertxInternal) VERTX).createEventLoopContext();
    Promise<Outcome> told = context.promise();
    loop.execute(() -> by.send(Unpooled.copiedBuffer(REQUEST, ISO_8859_1), told));
    return told.future();
  }

  private Outcome.Answered answered(String answer) throws Exception {
    answers.add(answer);
    return (Outcome.Answered) send(sends);
  }

  @Test
  void oneAfterTheOtherGoesOverOneConnection() throws Exception {
    for (int i = 0; i < 3; i++) {
      Outcome.Answered answer = answered(OK);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).hasToString("[X-App=a]");
      assertThat(new String(answer.body(), ISO_8859_1)).hasSize(35);
    }
    assertThat(requests).containsOnly(REQUEST).hasSize(3);
    assertThat(connections).hasValue(1);
  }

  @Test
  void aConnectionThatTheServerClosedIsNotUsedAgain() throws Exception {
    answered(OK.replace("X-App: a", "Connection: close"));
    answered(OK);
    assertThat(connections).hasValue(2);

    accepted.get(1).shutdownOutput();
    // By the thread that serves it, when the other end has closed it, too.
    await(() -> accepted.get(1).isClosed());
    assertThat(answered(OK).status()).isEqualTo(200);
    assertThat(connections).hasValue(3);
  }

  @Test
  void anAnswerMayComeInPiecesAndAfterInterimOnes() throws Exception {
    Outcome.Answered answer =
        answered(
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n<pause>HTTP/1.1 4<pause>00 Bad Request\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"err<pause>\r\n8\r\nor\":\"x\"}\r\n0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(new String(answer.body(), ISO_8859_1)).isEqualTo("{\"error\":\"x\"}");
    assertThat(answer.headers()).hasToString("[]");
    assertThat(answered(OK).status()).isEqualTo(200);
    assertThat(connections).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"mess<cut>",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<cut>",
        "nothing like it\r\n\r\n<cut>",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<silence>"
      })
  void ofWhatIsNotAnsweredWholeNobodyKnows(String answer) throws Exception {
    if (!answer.isEmpty()) {
      answers.add(answer);
    }

    assertThat(send(sends)).isInstanceOf(Outcome.Unknown.class);

    assertThat(requests).hasSize(1);
    assertThat(answered(OK).status()).isEqualTo(200);
    assertThat(requests).hasSize(2);
  }

  @Test
  void withoutAConnectionNothingWasSent() throws Exception {
    try (Socket bound = new Socket()) {
      // Nobody else gets this port, and nobody listens on it.
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

      assertThat(send(sends(bound.getLocalPort()))).isInstanceOf(Outcome.NotSent.class);
    }
  }

  @Test
  void manyAtATimeHaveAConnectionEach() throws Exception {
    List<Future<Outcome>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(OK.replace("\r\n\r\n", "\r\n\r\n<pause>"));
      all.add(sending(sends));
    }
    for (Future<Outcome> one : all) {
      assertThat(one.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
          .isInstanceOf(Outcome.Answered.class);
    }
    assertThat(connections.get()).isBetween(2, 20);
    int before = connections.get();

    answered(OK);
    assertThat(connections).hasValue(before);
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    while (!done.getAsBoolean()) {
      Thread.sleep(5);
    }
  }
}
