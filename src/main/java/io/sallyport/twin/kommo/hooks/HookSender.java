package io.sallyport.twin.kommo.hooks;

import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Posts each hook once and waits a while for its answer. A hook that fails is lost. */
public final class HookSender implements AutoCloseable {
  private static final int KEPT = 50_000;
  private static final int UNANSWERED = 0;

  private final TwinClock clock;
  private final HttpClient client;
  private final Duration patience;
  private final Deque<SentHook> sent = new ArrayDeque<>();
  private volatile HookWays ways = HookWays.KOMMO;

  /**
   * @param patience from the connection's start to the end of the answer, real time
   */
  public HookSender(Vertx vertx, TwinClock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) patience.toMillis())
                .setMaxPoolSize(256));
  }

  public HookWays ways() {
    return ways;
  }

  public void ways(HookWays to) {
    ways = to;
  }

  /**
   * The status of the first answer, 0 without one. A channel without an address gets nothing, which
   * is 0 too.
   */
  public Future<Integer> post(Scope scope, JsonObject body) {
    HookWays now = ways;
    Future<Integer> first = post(scope, body, body.toBuffer(), now);
    Future<Integer> last = first;
    for (int i = 1; i < now.copies(); i++) {
      last = last.compose(status -> post(scope, body, body.toBuffer(), now));
    }
    return last.compose(status -> first);
  }

  /** Any bytes, signed as they are. */
  public Future<Integer> postBytes(Scope scope, Buffer body) {
    return post(scope, JsonObject.of("bytes", body.length()), body, ways);
  }

  private Future<Integer> post(Scope scope, JsonObject kept, Buffer body, HookWays how) {
    String url = scope.channel().hookUrl();
    if (url == null) {
      return Future.succeededFuture(UNANSWERED);
    }
    Instant at = clock.now();
    long start = System.nanoTime();
    return answered(options(scope, url, body, how), how.newline() ? withNewline(body) : body)
        .otherwise(UNANSWERED)
        .onSuccess(
            status -> {
              long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
              add(new SentHook(at, scope.id(), kept, status, millis));
            });
  }

  private RequestOptions options(Scope scope, String url, Buffer body, HookWays how) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(url.replace(":scope_id", scope.id()))
            .setTimeout(patience.toMillis())
            .putHeader("Content-Type", "application/json");
    String signature = scope.channel().sign(body);
    return switch (how.signature()) {
      case RIGHT -> options.putHeader("X-Signature", signature);
      case WRONG -> options.putHeader("X-Signature", "0".repeat(signature.length()));
      case MISSING -> options;
    };
  }

  private Future<Integer> answered(RequestOptions options, Buffer body) {
    return client
        .request(options)
        .compose(
            request ->
                request
                    .send(body)
                    .compose(response -> response.body().map(end -> response.statusCode())));
  }

  private static Buffer withNewline(Buffer body) {
    return body.copy().appendString("\n");
  }

  private synchronized void add(SentHook hook) {
    sent.addLast(hook);
    if (sent.size() > KEPT) {
      sent.removeFirst();
    }
  }

  /** Newest last. */
  public synchronized List<SentHook> sent() {
    return new ArrayList<>(sent);
  }

  public synchronized void clear() {
    sent.clear();
    ways = HookWays.KOMMO;
  }

  @Override
  public void close() {
    client.close();
  }
}
