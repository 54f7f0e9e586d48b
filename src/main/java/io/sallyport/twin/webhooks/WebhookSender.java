package io.sallyport.twin.webhooks;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Posts webhooks to the gateway, signed, and repeats each until it is answered 200 or the tries are
 * used up.
 */
public final class WebhookSender implements AutoCloseable {
  private static final long FIRST_BACKOFF_MS = 20;
  private static final long COLLECT_MS = 200;
  private static final int UNREACHABLE = 0;

  private record Waiting(JsonObject payload, Promise<Integer> answered) {}

  private final Vertx vertx;
  private final HttpClient client;
  private final HubSignature signature;
  private final int maxTries;
  private final Queues queues = new Queues();
  private final List<Waiting> waiting = new ArrayList<>();
  private volatile @Nullable String url;
  private volatile WebhookDelivery delivery = WebhookDelivery.PLAIN;
  private volatile Random random = new Random(0);

  /**
   * @param maxTries POSTs per webhook until one is answered 200
   */
  public WebhookSender(Vertx vertx, HubSignature signature, @Nullable String url, int maxTries) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(2_000).setMaxPoolSize(32));
    this.signature = signature;
    this.maxTries = maxTries;
    this.url = url;
  }

  public @Nullable String url() {
    return url;
  }

  public void url(@Nullable String to) {
    url = to;
  }

  public WebhookDelivery delivery() {
    return delivery;
  }

  public void delivery(WebhookDelivery to) {
    delivery = to;
    random = new Random(to.seed());
  }

  /**
   * Webhooks about one subject (a customer, an account) keep their order, unless the test asks for
   * {@code shuffle}.
   *
   * @return the last HTTP status, 0 if the gateway could not be reached or no address is set
   */
  Future<Integer> send(Object subject, JsonObject payload) {
    if (!delivery.isCollecting()) {
      return queues.inOrder(subject, () -> sendBytes(EscapedJson.of(payload)));
    }
    Waiting webhook = new Waiting(payload, Promise.promise());
    synchronized (waiting) {
      waiting.add(webhook);
      if (waiting.size() == 1) {
        vertx.setTimer(COLLECT_MS, timer -> flush());
      }
    }
    return webhook.answered().future();
  }

  public Future<Integer> sendBytes(Buffer body) {
    Future<Integer> first = attempt(body, 1);
    return delivery.duplicate() ? first.compose(status -> attempt(body, 1)) : first;
  }

  public void dropWaiting() {
    synchronized (waiting) {
      waiting.clear();
    }
  }

  private void flush() {
    List<Waiting> collected;
    synchronized (waiting) {
      collected = new ArrayList<>(waiting);
      waiting.clear();
    }
    if (delivery.duplicate()) {
      collected.addAll(List.copyOf(collected));
    }
    if (delivery.shuffle()) {
      Collections.shuffle(collected, random);
    }
    Future<Integer> previous = Future.succeededFuture(UNREACHABLE);
    int size = delivery.batch();
    for (int from = 0; from < collected.size(); from += size) {
      List<Waiting> batch = collected.subList(from, Math.min(from + size, collected.size()));
      previous = previous.compose(status -> postBatch(batch));
    }
  }

  private Future<Integer> postBatch(List<Waiting> batch) {
    JsonObject payload = Envelope.batch(batch.stream().map(Waiting::payload).toList());
    return attempt(EscapedJson.of(payload), 1)
        .onSuccess(status -> batch.forEach(webhook -> webhook.answered().tryComplete(status)));
  }

  private Future<Integer> attempt(Buffer body, int number) {
    String to = url;
    if (to == null) {
      return Future.succeededFuture(UNREACHABLE);
    }
    return post(to, body)
        .otherwise(UNREACHABLE)
        .compose(
            status ->
                status == 200 || number >= maxTries
                    ? Future.succeededFuture(status)
                    : pause(number).compose(timer -> attempt(body, number + 1)));
  }

  private Future<Integer> post(String to, Buffer body) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(to).setTimeout(10_000);
    options.putHeader("Content-Type", "application/json");
    options.putHeader("User-Agent", "facebookexternalua");
    options.putHeader("X-Hub-Signature-256", signature.of(body.getBytes()));
    return client
        .request(options)
        .compose(request -> request.send(body).compose(WebhookSender::statusOf));
  }

  /**
   * The body is asked for on the event loop the response arrives on: on another thread it may have
   * ended before, and would never come.
   */
  private static Future<Integer> statusOf(HttpClientResponse response) {
    return response.body().map(ignored -> response.statusCode());
  }

  /**
   * The handshake before Meta sends webhooks: true if the gateway echoes the challenge
   * (platform-facts.md#webhook-verification).
   */
  public Future<Boolean> verify(String token, String challenge) {
    String query =
        "?hub.mode=subscribe&hub.challenge=" + challenge + "&hub.verify_token=" + encoded(token);
    RequestOptions options = new RequestOptions().setAbsoluteURI(url + query).setTimeout(10_000);
    return client
        .request(options)
        .compose(request -> request.send().compose(HttpClientResponse::body))
        .map(body -> body.toString().equals(challenge))
        .otherwise(false);
  }

  private static String encoded(String token) {
    return URLEncoder.encode(token, StandardCharsets.UTF_8);
  }

  private Future<Void> pause(int attempt) {
    Promise<Void> over = Promise.promise();
    vertx.setTimer(FIRST_BACKOFF_MS << Math.min(attempt - 1, 6), timer -> over.complete());
    return over.future();
  }

  @Override
  public void close() {
    client.close();
  }
}
