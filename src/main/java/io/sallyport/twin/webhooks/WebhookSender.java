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
import java.util.Objects;
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

  private record Waiting(JsonObject payload, HubSignature signature, Promise<Integer> answered) {
    /** Whether one POST can carry both: Meta batches what is of one object and one app. */
    boolean goesWith(Waiting other) {
      return signature == other.signature
          && payload.containsKey("entry")
          && Objects.equals(payload.getValue("object"), other.payload.getValue("object"));
    }
  }

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
    return send(subject, payload, signature);
  }

  /**
   * As {@link #send(Object, JsonObject)}, of another app.
   *
   * @param by what signs it
   */
  public Future<Integer> send(Object subject, JsonObject payload, HubSignature by) {
    if (!delivery.isCollecting()) {
      return queues.inOrder(subject, () -> sendBytes(EscapedJson.of(payload), by));
    }
    Waiting webhook = new Waiting(payload, by, Promise.promise());
    synchronized (waiting) {
      waiting.add(webhook);
      if (waiting.size() == 1) {
        vertx.setTimer(COLLECT_MS, timer -> flush());
      }
    }
    return webhook.answered().future();
  }

  public Future<Integer> sendBytes(Buffer body) {
    return sendBytes(body, signature);
  }

  private Future<Integer> sendBytes(Buffer body, HubSignature by) {
    Future<Integer> first = attempt(body, by, 1);
    return delivery.duplicate() ? first.compose(status -> attempt(body, by, 1)) : first;
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
    for (List<Waiting> batch : batches(collected, delivery.batch())) {
      previous = previous.compose(status -> postBatch(batch));
    }
  }

  private static List<List<Waiting>> batches(List<Waiting> collected, int size) {
    List<List<Waiting>> batches = new ArrayList<>();
    List<Waiting> last = List.of();
    for (Waiting webhook : collected) {
      if (last.isEmpty() || last.size() == size || !last.get(0).goesWith(webhook)) {
        last = new ArrayList<>();
        batches.add(last);
      }
      last.add(webhook);
    }
    return batches;
  }

  private Future<Integer> postBatch(List<Waiting> batch) {
    JsonObject payload = Envelope.batch(batch.stream().map(Waiting::payload).toList());
    return attempt(EscapedJson.of(payload), batch.get(0).signature(), 1)
        .onSuccess(status -> batch.forEach(webhook -> webhook.answered().tryComplete(status)));
  }

  private Future<Integer> attempt(Buffer body, HubSignature by, int number) {
    String to = url;
    if (to == null) {
      return Future.succeededFuture(UNREACHABLE);
    }
    return post(to, body, by)
        .otherwise(UNREACHABLE)
        .compose(
            status ->
                status == 200 || number >= maxTries
                    ? Future.succeededFuture(status)
                    : pause(number).compose(timer -> attempt(body, by, number + 1)));
  }

  private Future<Integer> post(String to, Buffer body, HubSignature by) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(to).setTimeout(10_000);
    options.putHeader("Content-Type", "application/json");
    options.putHeader("User-Agent", "facebookexternalua");
    options.putHeader("X-Hub-Signature-256", by.of(body.getBytes()));
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
