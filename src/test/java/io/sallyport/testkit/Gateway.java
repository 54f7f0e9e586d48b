package io.sallyport.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** The gateway as its callers see it. */
public final class Gateway {
  /** The caller's own token, which goes upstream. */
  public static final String CALLER_TOKEN = "EAAcallertoken42";

  public static final String WEBHOOKS = "/webhooks/whatsapp";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(
              Executors.newFixedThreadPool(
                  4,
                  task -> {
                    Thread thread = new Thread(task, "caller");
                    thread.setDaemon(true);
                    return thread;
                  }))
          .build();
  private final int port;
  private final int managementPort;

  public Gateway(int port, int managementPort) {
    this.port = port;
    this.managementPort = managementPort;
  }

  public int port() {
    return port;
  }

  public int managementPort() {
    return managementPort;
  }

  public static String messages(String phoneNumberId) {
    return "/v23.0/" + phoneNumberId + "/messages";
  }

  /** A send from the number all tests share. */
  public Answer send(Object body) {
    return post(messages(World.NUMBER), body);
  }

  public CompletableFuture<Answer> sendLater(Object body) {
    return later(json(messages(World.NUMBER), body));
  }

  public CompletableFuture<Answer> sendLater(String phoneNumberId, Object body) {
    return later(json(messages(phoneNumberId), body));
  }

  public Answer sendWithKey(String key, Object body) {
    return call(withKey(key, body));
  }

  public CompletableFuture<Answer> sendLaterWithKey(String key, Object body) {
    return later(withKey(key, body));
  }

  private HttpRequest withKey(String key, Object body) {
    return HttpRequest.newBuilder(json(messages(World.NUMBER), body), (name, value) -> true)
        .header("Idempotency-Key", key)
        .build();
  }

  /** With {@code Prefer: respond-async}. */
  public Answer sendAsync(String phoneNumberId, Object body) {
    return call(async(json(messages(phoneNumberId), body)));
  }

  public CompletableFuture<Answer> sendAsyncLater(String phoneNumberId, Object body) {
    return later(async(json(messages(phoneNumberId), body)));
  }

  public Answer sendAsyncWithKey(String key, Object body) {
    return call(async(withKey(key, body)));
  }

  private static HttpRequest async(HttpRequest request) {
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .header("Prefer", "respond-async")
        .build();
  }

  public Answer delete(String target) {
    return call(to(target).DELETE().build());
  }

  public Answer post(String target, Object body) {
    return call(json(target, body));
  }

  public CompletableFuture<Answer> postLater(String target, Object body) {
    return later(json(target, body));
  }

  private HttpRequest json(String target, Object body) {
    return to(target)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  public Answer get(String target) {
    return call(to(target).build());
  }

  /** A request with the caller's token. */
  public HttpRequest.Builder to(String target) {
    return request(port, target).header("Authorization", "Bearer " + CALLER_TOKEN);
  }

  public Answer webhook(byte[] body, String signature) {
    HttpRequest.Builder request = request(port, WEBHOOKS).POST(BodyPublishers.ofByteArray(body));
    request.header("Content-Type", "application/json");
    if (signature != null) {
      request.header("X-Hub-Signature-256", signature);
    }
    return call(request.build());
  }

  /** A request of the management port. */
  public Answer manage(String target) {
    return call(request(managementPort, target).build());
  }

  private static HttpRequest.Builder request(int port, String target) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + target))
        .timeout(Duration.ofMinutes(1));
  }

  public Answer call(HttpRequest request) {
    try {
      return Answer.of(http.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CompletableFuture<Answer> later(HttpRequest request) {
    return http.sendAsync(request, BodyHandlers.ofByteArray()).thenApply(Answer::of);
  }
}
