package io.sallyport.twin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands where the gateway is: takes webhooks and answers what the test wants, 200 by default. */
public final class WebhookReceiver implements AutoCloseable {
  public record Webhook(byte[] body, String signature) {
    public String text() {
      return new String(body, java.nio.charset.StandardCharsets.US_ASCII);
    }

    public JsonObject json() {
      return new JsonObject(text());
    }

    public JsonObject value() {
      return change().getJsonObject("value");
    }

    public JsonObject change() {
      return json().getJsonArray("entry").getJsonObject(0).getJsonArray("changes").getJsonObject(0);
    }

    public JsonObject status() {
      return value().getJsonArray("statuses").getJsonObject(0);
    }
  }

  public final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
  public final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/hook";
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String query = exchange.getRequestURI().getQuery();
    byte[] answer = new byte[0];
    int status = 200;
    if (exchange.getRequestMethod().equals("GET")) {
      String challenge = query.replaceAll(".*hub\\.challenge=([^&]*).*", "$1");
      boolean mine = query.contains("hub.verify_token=twin-token");
      status = mine ? 200 : 403;
      answer = mine ? challenge.getBytes(java.nio.charset.StandardCharsets.US_ASCII) : answer;
    } else {
      webhooks.add(new Webhook(body, exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
      Integer next = answers.poll();
      status = next == null ? 200 : next;
    }
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
