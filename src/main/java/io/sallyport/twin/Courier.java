package io.sallyport.twin;

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
 * Brings webhooks to the gateway, signed, again and again until it answers 200 or the tries are
 * used up.
 */
final class Courier implements AutoCloseable {
  private static final long FIRST_BACKOFF_MS = 20;
  private static final long GATHER_MS = 200;
  private static final int UNREACHABLE = 0;

  private record Parcel(JsonObject payload, Promise<Integer> answered) {}

  private final Vertx vertx;
  private final HttpClient client;
  private final HubSignature signature;
  private final int maxTries;
  private final Queues queues = new Queues();
  private final List<Parcel> waiting = new ArrayList<>();
  private volatile @Nullable String url;
  private volatile DeliveryHabits habits = DeliveryHabits.PLAIN;
  private volatile Random random = new Random(0);

  Courier(Vertx vertx, TwinOptions options, HubSignature signature) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(2_000).setMaxPoolSize(32));
    this.signature = signature;
    this.maxTries = options.maxWebhookTries();
    this.url = options.webhookUrl();
  }

  @Nullable String url() {
    return url;
  }

  void url(@Nullable String to) {
    url = to;
  }

  DeliveryHabits habits() {
    return habits;
  }

  void habits(DeliveryHabits to) {
    habits = to;
    random = new Random(to.seed());
  }

  /**
   * In the order of the calls for one subject (a customer, an account): another order must be a
   * choice of the test ({@code shuffle}).
   *
   * @return the last HTTP status, 0 if the gateway could not be reached or no address is set
   */
  Future<Integer> send(Object subject, JsonObject payload) {
    if (!habits.gathers()) {
      return queues.inOrder(subject, () -> sendBytes(EscapedJson.of(payload)));
    }
    Parcel parcel = new Parcel(payload, Promise.promise());
    synchronized (waiting) {
      waiting.add(parcel);
      if (waiting.size() == 1) {
        vertx.setTimer(GATHER_MS, timer -> flush());
      }
    }
    return parcel.answered().future();
  }

  /** Of several webhooks about one thing: the first status that is not 200. */
  static Future<Integer> worstOf(List<Future<Integer>> statuses) {
    return Future.join(statuses)
        .map(
            all ->
                statuses.stream()
                    .map(Future::result)
                    .filter(it -> it != 200)
                    .findFirst()
                    .orElse(200));
  }

  Future<Integer> sendBytes(Buffer body) {
    Future<Integer> first = attempt(body, 1);
    return habits.duplicate() ? first.compose(status -> attempt(body, 1)) : first;
  }

  void dropWaiting() {
    synchronized (waiting) {
      waiting.clear();
    }
  }

  private void flush() {
    List<Parcel> parcels;
    synchronized (waiting) {
      parcels = new ArrayList<>(waiting);
      waiting.clear();
    }
    if (habits.duplicate()) {
      parcels.addAll(List.copyOf(parcels));
    }
    if (habits.shuffle()) {
      Collections.shuffle(parcels, random);
    }
    Future<Integer> previous = Future.succeededFuture(UNREACHABLE);
    int size = habits.batch();
    for (int from = 0; from < parcels.size(); from += size) {
      List<Parcel> batch = parcels.subList(from, Math.min(from + size, parcels.size()));
      previous = previous.compose(status -> post(batch));
    }
  }

  private Future<Integer> post(List<Parcel> batch) {
    JsonObject payload = Envelope.batch(batch.stream().map(Parcel::payload).toList());
    return attempt(EscapedJson.of(payload), 1)
        .onSuccess(status -> batch.forEach(parcel -> parcel.answered().tryComplete(status)));
  }

  private Future<Integer> attempt(Buffer body, int number) {
    String to = url;
    if (to == null) {
      return Future.succeededFuture(UNREACHABLE);
    }
    return once(to, body)
        .otherwise(UNREACHABLE)
        .compose(
            status ->
                status == 200 || number >= maxTries
                    ? Future.succeededFuture(status)
                    : pause(number).compose(timer -> attempt(body, number + 1)));
  }

  private Future<Integer> once(String to, Buffer body) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(to).setTimeout(10_000);
    options.putHeader("Content-Type", "application/json");
    options.putHeader("User-Agent", "facebookexternalua");
    options.putHeader("X-Hub-Signature-256", signature.of(body.getBytes()));
    return client
        .request(options)
        .compose(request -> request.send(body).compose(Courier::statusOf));
  }

  /**
   * To be asked for where the response arrives: a caller's thread may come after its end, and then
   * waits for ever.
   */
  private static Future<Integer> statusOf(HttpClientResponse response) {
    return response.body().map(ignored -> response.statusCode());
  }

  /**
   * The handshake before Meta sends webhooks: true if the gateway echoes the challenge
   * (platform-facts.md#webhook-verification).
   */
  Future<Boolean> verify(String token, String challenge) {
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
