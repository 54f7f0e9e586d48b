package io.sallyport.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that speaks LibreTranslate's API. A text with {@code Hola} in it is Spanish to it, one
 * without a letter nothing, and all others are English; its translation is the text behind the
 * language: {@code en: Hola}.
 */
public final class LibreTranslate implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<JsonObject> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile CountDownLatch held = new CountDownLatch(0);

  public LibreTranslate() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Answers with this, an error unless it is 200. */
  public void answer(int status) {
    this.status = status;
  }

  /** Answers nothing until {@link #release}. */
  public void hold() {
    held = new CountDownLatch(1);
  }

  public void release() {
    held.countDown();
  }

  /** The bodies of all requests. */
  public List<JsonObject> asked() {
    return asked;
  }

  /** Those for a text that has this in it. */
  public List<JsonObject> asked(String about) {
    return asked.stream().filter(one -> one.getString("q").contains(about)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonObject request =
        new JsonObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    boolean isCall =
        exchange.getRequestMethod().equals("POST")
            && exchange.getRequestURI().getPath().equals("/translate");
    asked.add(request);
    await();
    int code = isCall ? status : 404;
    JsonObject answer = code == 200 ? translated(request) : JsonObject.of("error", "Slowdown");
    byte[] body = answer.encode().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void await() throws IOException {
    try {
      held.await();
    } catch (InterruptedException over) {
      throw new IOException(over);
    }
  }

  private static JsonObject translated(JsonObject request) {
    String text = request.getString("q");
    boolean isWords = text.chars().anyMatch(Character::isLetter);
    String language = text.contains("Hola") ? "es" : "en";
    return JsonObject.of("translatedText", request.getString("target") + ": " + text)
        .put(
            "detectedLanguage",
            JsonObject.of("confidence", isWords ? 90.0 : 0.0, "language", language));
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }
}
