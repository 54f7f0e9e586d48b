package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Files;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Kommo fetches the medium of a message itself, a moment after the answer: one GET, no credentials,
 * no redirects.
 */
public final class Downloads implements AutoCloseable {
  private static final long LATER_MS = 20;
  private static final long PATIENCE_MS = 30_000;

  private final Vertx vertx;
  private final HttpClient client;
  private final Files files;

  public Downloads(Vertx vertx, Files files) {
    this.vertx = vertx;
    this.files = files;
    HttpClientOptions options =
        new HttpClientOptions().setConnectTimeout((int) Duration.ofSeconds(5).toMillis());
    this.client = vertx.createHttpClient(options.setMaxPoolSize(16));
  }

  void fetch(ChatMessage message, String url) {
    message.download(JsonObject.of("state", "waiting"));
    vertx.setTimer(LATER_MS, timer -> get(message, url));
  }

  private void get(ChatMessage message, String url) {
    client
        .request(new RequestOptions().setAbsoluteURI(url).setTimeout(PATIENCE_MS))
        .compose(
            request ->
                request
                    .send()
                    .compose(
                        response -> response.body().map(body -> told(message, response, body))))
        .onSuccess(message::download)
        .onFailure(e -> message.download(failed(e)));
  }

  private JsonObject told(ChatMessage message, HttpClientResponse response, Buffer body) {
    JsonObject told = JsonObject.of("state", "failed", "status", response.statusCode());
    if (response.statusCode() != 200) {
      return told;
    }
    String type = String.valueOf(response.getHeader("Content-Type"));
    String name = message.content().getString("file_name", message.content().getString("type"));
    Files.StoredFile file = files.add(name, type, body);
    return told.put("state", "done")
        .put("content_type", type)
        .put("bytes", body.length())
        .put("sha256", sha256(body))
        .put("kept_at", file.path());
  }

  private static JsonObject failed(Throwable e) {
    return JsonObject.of("state", "failed", "status", 0, "error", e.getClass().getSimpleName());
  }

  private static String sha256(Buffer body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
