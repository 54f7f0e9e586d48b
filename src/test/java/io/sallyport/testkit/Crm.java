package io.sallyport.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** A receiver of webhooks: a real HTTP server that answers as a test says. */
public final class Crm implements AutoCloseable {

  /** An answer that never comes. */
  public static final int NONE = 0;

  /** What was posted to it, whatever was answered. */
  public record Received(String path, Headers headers, byte[] body, Instant at, int status) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return headers.getFirst(name);
    }
  }

  private final int port;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
  private volatile ToIntFunction<String> answers = text -> 200;
  private HttpServer server;

  public Crm() {
    this(World.freePort());
  }

  public Crm(int port) {
    this.port = port;
    start();
  }

  public void start() {
    try {
      server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** Nobody listens any more. */
  public void stop() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = answers.applyAsInt(new String(body, StandardCharsets.UTF_8));
    Headers headers = new Headers();
    headers.putAll(exchange.getRequestHeaders());
    received.add(
        new Received(exchange.getRequestURI().toString(), headers, body, Instant.now(), status));
    if (status == NONE) {
      return;
    }
    if (status / 100 == 3) {
      exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
    }
    byte[] answer = "thank you".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** Answers each body with that status, or {@link #NONE}. */
  public void answer(ToIntFunction<String> status) {
    answers = status;
  }

  public void answer(int status) {
    answers = text -> status;
  }

  public String url() {
    return "http://localhost:" + port;
  }

  /** All that was posted and says this, in order. */
  public List<Received> received(String about) {
    synchronized (received) {
      return received.stream().filter(one -> one.text().contains(about)).toList();
    }
  }

  /** What of it was answered with 200. */
  public List<Received> taken(String about) {
    return received(about).stream().filter(one -> one.status() == 200).toList();
  }

  public void forget() {
    received.clear();
  }

  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }
}
