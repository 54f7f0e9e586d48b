package io.sallyport.it.send;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Remembers what reaches it, and answers what it is told to. */
final class RecordingMeta implements AutoCloseable {

  /** A call that reached it. */
  record Call(String method, String target, String authorization, String body) {}

  /** What the gateway asks for itself. */
  private static final Pattern OWN =
      Pattern.compile("/(?:phone_numbers|message_templates|debug_token)(?:\\?|$)");

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger messages = new AtomicInteger();
  private volatile int status = 200;
  private volatile String answer = "";

  RecordingMeta() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String target = exchange.getRequestURI().toString();
    boolean isGateways = OWN.matcher(target).find();
    if (!isGateways) {
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              target,
              authorization == null ? "" : authorization,
              body));
    }
    String text =
        isGateways
            ? "{\"data\":[]}"
            : answer.isEmpty()
                ? "{\"recipient_id\":\"1\",\"message_id\":\"m_" + messages.incrementAndGet() + "\"}"
                : answer;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(isGateways ? 200 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** From now on. */
  void answers(int withStatus, String json) {
    status = withStatus;
    answer = json;
  }

  /** From now on it takes every message. */
  void accepts() {
    answers(200, "");
  }

  /** What reached it since this was asked last. */
  List<Call> calls() {
    List<Call> all = List.copyOf(calls);
    calls.clear();
    return all;
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
