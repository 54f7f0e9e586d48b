package io.sallyport.it.send;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.RawServer;
import io.sallyport.testkit.RawServer.Call;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What passes through is never held: the gateway runs with less memory than one file needs, and
 * each side feels what the other does.
 */
@Concurrent
class StreamingIT {
  private static final long SIZE = 100L * 1024 * 1024;

  /** More than all buffers on the way hold, far less than a file. */
  private static final long ON_THE_WAY = 40L * 1024 * 1024;

  private static final String MEDIA = "/v23.0/" + World.NUMBER + "/media";

  @TempDir static Path directory;
  private static Store store;
  private static RawServer meta;
  private static Gateway gateway;
  private static Process process;

  @BeforeAll
  static void start() throws IOException {
    store = Store.start(World.freePort());
    meta = new RawServer();
    gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> configuration = World.configuration(store, meta.url());
    configuration.put("quarkus.http.port", Integer.toString(gateway.port()));
    configuration.put("quarkus.management.port", Integer.toString(gateway.managementPort()));
    configuration.put("sallyport.graph.read-timeout", "3s");
    process =
        GatewayProcess.start(
            configuration,
            directory.resolve("output"),
            List.of("-Xmx96m", "-XX:MaxDirectMemorySize=64m"));
    Scenario.await()
        .ignoreExceptions()
        .until(() -> gateway.manage("/q/health/live").status() == 200);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    meta.close();
    store.stop();
  }

  private static Socket connect(String head) throws IOException {
    Socket socket = new Socket("localhost", gateway.port());
    socket.setSoTimeout(20_000);
    String request = head + "\nHost: localhost\nAuthorization: Bearer a\n\n";
    socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
    return socket;
  }

  private static Socket upload() throws IOException {
    return connect("POST " + MEDIA + " HTTP/1.1\nContent-Type: video/mp4\nContent-Length: " + SIZE);
  }

  private static void write(OutputStream out, AtomicLong count) throws IOException {
    byte[] block = new byte[64 * 1024];
    while (count.get() < SIZE) {
      out.write(block);
      count.addAndGet(block.length);
    }
    out.flush();
  }

  private static long read(InputStream in, long size) throws IOException {
    byte[] block = new byte[64 * 1024];
    long count = 0;
    while (count < size) {
      int length = in.read(block, 0, (int) Math.min(block.length, size - count));
      if (length < 0) {
        return count;
      }
      count += length;
    }
    return count;
  }

  private static void quietly(Socket socket, AtomicLong count) {
    try {
      write(socket.getOutputStream(), count);
    } catch (IOException brokenOff) {
      // As it should.
    }
  }

  private static void download(Call call, AtomicLong sent) throws IOException {
    call.answer("HTTP/1.1 200 OK\nContent-Type: video/mp4\nContent-Length: " + SIZE + "\n\n");
    write(call.out(), sent);
  }

  private static void assertAlive() {
    assertThat(process.isAlive()).isTrue();
    assertThat(gateway.manage("/q/health/live").status()).isEqualTo(200);
  }

  @Test
  void carriesAnUploadLargerThanItsMemoryAtThePaceOfMeta() throws Exception {
    CountDownLatch mayRead = new CountDownLatch(1);
    AtomicLong received = new AtomicLong();
    AtomicLong written = new AtomicLong();
    meta.behave(
        call -> {
          mayRead.await();
          received.set(read(call.in(), call.length()));
          call.answer("HTTP/1.1 200 OK\nContent-Length: 2\nConnection: close\n\n{}");
        });

    try (Socket socket = upload()) {
      Thread writer = new Thread(() -> quietly(socket, written));
      writer.start();
      Thread.sleep(1_500);
      assertThat(written.get()).isLessThan(ON_THE_WAY);
      mayRead.countDown();

      assertThat(answer(socket)).startsWith("HTTP/1.1 200");
      writer.join();
    }
    assertThat(received.get()).isEqualTo(SIZE);
    assertAlive();
  }

  @Test
  void carriesADownloadLargerThanItsMemoryAtThePaceOfTheCaller() throws Exception {
    AtomicLong sent = new AtomicLong();
    meta.behave(call -> download(call, sent));

    try (Socket socket = connect("GET /v23.0/424242 HTTP/1.1")) {
      Thread.sleep(1_500);
      assertThat(sent.get()).isLessThan(ON_THE_WAY);

      InputStream in = socket.getInputStream();
      assertThat(head(in)).containsIgnoringCase("Content-Length: " + SIZE);
      assertThat(read(in, SIZE)).isEqualTo(SIZE);
    }
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallerWhoLeavesIsFollowedByTheCallToMeta(boolean uploads) throws Exception {
    AtomicBoolean brokenOff = new AtomicBoolean();
    AtomicLong count = new AtomicLong();
    meta.behave(
        call -> {
          try {
            if (uploads) {
              count.set(read(call.in(), SIZE));
              brokenOff.set(count.get() < SIZE);
            } else {
              download(call, count);
            }
          } catch (SocketException reset) {
            brokenOff.set(true);
          }
        });

    Socket socket = uploads ? upload() : connect("GET /v23.0/424242 HTTP/1.1");
    if (uploads) {
      socket.getOutputStream().write(new byte[1_000_000]);
    } else {
      read(socket.getInputStream(), 1_000_000);
    }
    Scenario.await().until(() -> !meta.heads().isEmpty());
    socket.setSoLinger(true, 0);
    socket.close();

    Scenario.await().untilTrue(brokenOff);
    assertThat(count.get()).isLessThan(SIZE);
    assertAlive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 1000\n\nab", "Transfer-Encoding: chunked\n\n2\nab\n"})
  void anAnswerThatMetaBreaksOffIsBrokenOff(String rest) throws IOException {
    meta.behave(call -> call.answer("HTTP/1.1 200 OK\nContent-Type: video/mp4\n" + rest));

    try (Socket socket = connect("GET /v23.0/424242 HTTP/1.1")) {
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 200");
      // Neither silence, which would time out, nor the last chunk.
      assertThat(untilClosed(socket)).doesNotContain("\r\n0\r\n");
    }
    assertAlive();
  }

  private static String untilClosed(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException reset) {
      // That is one way to end.
    }
    return all.toString(ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "silence"})
  void anUploadThatMetaBreaksOffIsAnswered(String silence) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    meta.behave(
        call -> {
          read(call.in(), 100_000);
          if (!silence.isEmpty()) {
            done.await();
          }
        });

    try (Socket socket = upload()) {
      Thread writer = new Thread(() -> quietly(socket, new AtomicLong()));
      writer.start();
      assertThat(answer(socket)).startsWith("HTTP/1.1 504").contains("\"code\":131000");
    } finally {
      done.countDown();
    }
    assertAlive();
  }

  @Test
  void aSilentMetaIsGivenUp() throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    meta.behave(call -> done.await());

    try (Socket socket = connect("GET /v23.0/424242 HTTP/1.1\nConnection: close")) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 504").contains("\"code\":131000");
    } finally {
      done.countDown();
    }
  }

  @Test
  void onlyWhatIsForTheOtherEndGoesOn() throws IOException {
    meta.behave(
        call ->
            call.answer(
                "HTTP/1.1 302 Found\nLocation: https://example.com/a?b=c#d\nX-Kept: 1\nX-Hop: 2\n"
                    + "Keep-Alive: timeout=5\nConnection: close, X-Hop\nContent-Length: 0\n\n"));

    String answer;
    try (Socket socket =
        connect(
            "GET /v23.0/424242?a=%7e HTTP/1.1\nConnection: X-Mine\nX-Mine: 1\nTE: trailers\n"
                + "Trailer: X-T\nVia: 1.1 inside\nForwarded: for=10.0.0.1\n"
                + "X-Forwarded-For: 10.0.0.1\nX-HTTP-Method-Override: DELETE\nUpgrade: websocket\n"
                + "Proxy-Authorization: Basic x\nX-Other: 2")) {
      answer = answer(socket);
    }

    assertThat(answer)
        .startsWith("HTTP/1.1 302")
        .containsIgnoringCase("\r\nLocation: https://example.com/a?b=c#d\r\n")
        .containsIgnoringCase("\r\nX-Kept: 1\r\n")
        .doesNotContainIgnoringCase("X-Hop")
        .doesNotContainIgnoringCase("Keep-Alive");
    assertThat(meta.heads().get(0).replaceAll("(?i)host: .*\r\n", ""))
        .startsWith("GET /v23.0/424242?a=%7e HTTP/1.1\r\n")
        .containsIgnoringCase("X-Other: 2")
        .doesNotContainPattern(
            "(?i)x-mine|\nte:|trailer|inside|10\\.0\\.0\\.1|override|upgrade|proxy");
  }

  /**
   * Between two calls the gateway sees the end of the connection sometimes early, sometimes late.
   */
  @Test
  void aConnectionThatMetaClosedWithoutAWordIsReplaced() throws IOException {
    meta.behave(call -> call.answerAndClose("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"));

    for (int call = 0; call < 500; call++) {
      try (Socket socket = connect("GET /v23.0/424242 HTTP/1.1\nConnection: close")) {
        assertThat(answer(socket)).as("call %d", call).doesNotContain("131016");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "PUT", "PATCH"})
  void everyPlainMethodPassesAsItIs(String method) throws IOException {
    meta.behave(
        call -> {
          String length = "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 2\n\n";
          call.answer(call.is("HEAD ") ? length : length + "ok");
        });

    try (Socket socket = connect(method + " /v23.0/424242 HTTP/1.1\nConnection: close")) {
      assertThat(answer(socket))
          .startsWith("HTTP/1.1 200")
          .containsIgnoringCase("Content-Length: 2")
          .endsWith(method.equals("HEAD") ? "\r\n\r\n" : "ok");
    }
    assertThat(meta.heads().get(0)).startsWith(method + " /v23.0/424242 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TRACE /v23.0/424242",
        "PROPFIND /v23.0/424242",
        "get /v23.0/424242",
        "CONNECT graph.facebook.com:443",
        "TRACE /"
      })
  void methodsOfProxiesAreRefused(String line) throws IOException {
    meta.behave(call -> {});

    try (Socket socket = connect(line + " HTTP/1.1\nConnection: close")) {
      assertThat(answer(socket)).matches("(?s)HTTP/1.1 (?:400|404|405|501) .*");
    }
    assertThat(meta.heads()).isEmpty();
  }

  @Test
  void aCallerThatAsksFirstIsToldToGoOn() throws IOException {
    meta.behave(
        call -> {
          read(call.in(), call.length());
          call.answer("HTTP/1.1 200 OK\nContent-Length: 2\n\nok");
        });

    try (Socket socket =
        connect(
            "POST "
                + MEDIA
                + " HTTP/1.1\nContent-Type: image/png\nContent-Length: 3\nExpect: 100-continue\n"
                + "Connection: close")) {
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 100");
      socket.getOutputStream().write(new byte[3]);
      assertThat(answer(socket)).startsWith("HTTP/1.1 200");
    }
    assertThat(meta.heads().get(0)).doesNotContainIgnoringCase("expect");
  }

  /** The reader of whole bodies would say it, too. */
  @Test
  void aSenderThatAsksFirstIsToldOnce() throws IOException {
    try (Socket socket =
        connect(
            "POST /v23.0/"
                + World.NUMBER
                + "/messages HTTP/1.1\nContent-Type: application/json\nContent-Length: 2\n"
                + "Expect: 100-continue\nConnection: close")) {
      assertThat(head(socket.getInputStream())).startsWith("HTTP/1.1 100");
      socket.getOutputStream().write("{}".getBytes(ISO_8859_1));
      assertThat(answer(socket)).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void aCallerOfHttp10IsAnsweredWithoutChunks() throws IOException {
    meta.behave(call -> call.answer("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n"));

    try (Socket socket = connect("GET /v23.0/424242 HTTP/1.0")) {
      assertThat(answer(socket))
          .contains(" 200 OK")
          .doesNotContainIgnoringCase("chunked")
          .endsWith("\r\n\r\nok");
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no answer but " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** The whole answer of a connection that is closed after it, or of one that has a length. */
  private static String answer(Socket socket) throws IOException {
    String head = head(socket.getInputStream());
    boolean closes = head.toLowerCase(Locale.ROOT).contains("connection: close");
    long length =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
            .findFirst()
            .orElse(-1);
    return closes || length < 0
        ? head + new String(socket.getInputStream().readAllBytes(), ISO_8859_1)
        : head + new String(socket.getInputStream().readNBytes((int) length), ISO_8859_1);
  }
}
