package io.sallyport.twin.kommo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands where the channel is: takes hooks, 200 unless told otherwise, and serves one small file.
 */
public final class HookReceiver implements AutoCloseable {
  /** A hook as it came over the wire. */
  public record Hook(
      String path, byte[] body, @Nullable String signature, @Nullable String contentType) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonObject json() {
      return new JsonObject(text());
    }

    public JsonObject message() {
      return json().getJsonObject("message");
    }

    public JsonObject inner() {
      return message().getJsonObject("message");
    }

    public JsonObject action(String name) {
      return json().getJsonObject("action").getJsonObject(name);
    }
  }

  public static final String FILE = "the bytes of a picture";

  public final List<Hook> hooks = new CopyOnWriteArrayList<>();
  public final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  public final List<String> downloads = new CopyOnWriteArrayList<>();
  public volatile Duration delay = Duration.ZERO;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public HookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/kommo/", this::take);
    server.createContext("/file", this::serve);
    server.createContext("/moved", this::redirect);
    server.setExecutor(threads);
    server.start();
  }

  /** As it is registered. */
  public String url() {
    return origin() + "/kommo/:scope_id";
  }

  public String origin() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    hooks.add(
        new Hook(
            exchange.getRequestURI().getPath(),
            body,
            exchange.getRequestHeaders().getFirst("X-Signature"),
            exchange.getRequestHeaders().getFirst("Content-Type")));
    pause();
    Integer next = answers.poll();
    exchange.sendResponseHeaders(next == null ? 200 : next, -1);
    exchange.close();
  }

  private void pause() {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    downloads.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getResponseHeaders().add("Content-Type", "image/png");
    byte[] body = FILE.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", origin() + "/file");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
