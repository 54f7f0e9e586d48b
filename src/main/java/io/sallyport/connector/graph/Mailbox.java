package io.sallyport.connector.graph;

import io.netty.channel.ConnectTimeoutException;
import io.sallyport.connector.Outlet;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The HTTP client of one target. */
final class Mailbox implements Outlet {

  /** As many as letters in flight to one target. */
  private static final int MAX_CONNECTIONS = 64;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  /**
   * Shorter than servers' (Node's is 5 s): a letter sent on a closed connection waits for a retry.
   */
  private static final int KEEP_ALIVE_SECONDS = 4;

  private final Vertx vertx;
  private final HttpClient client;
  private final RequestOptions address;
  private final @Nullable LetterSignature signature;
  private final Duration timeout;

  /**
   * @param timeout of a whole attempt
   */
  Mailbox(Vertx vertx, URI url, @Nullable LetterSignature signature, Duration timeout) {
    this.vertx = vertx;
    this.signature = signature;
    this.timeout = timeout;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxPoolSize(MAX_CONNECTIONS));
    this.address = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url.toString());
  }

  /** Redirects are not followed. */
  @Override
  public Uni<Attempt> post(Letter letter) {
    return Uni.createFrom().deferred(() -> UniHelper.toUni(tryOnce(letter)));
  }

  @Override
  public void close() {
    // Attempts under way are given their time.
    vertx.setTimer(timeout.toMillis(), over -> client.close());
  }

  private Future<Attempt> tryOnce(Letter letter) {
    Deadline deadline = new Deadline(vertx, timeout);
    return client
        .request(new RequestOptions(address))
        .onSuccess(deadline::applyTo)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            request -> exchange(request, letter, deadline),
            failure -> {
              deadline.cancel();
              return Future.succeededFuture(unreachable(failure));
            });
  }

  private Future<Attempt> exchange(HttpClientRequest request, Letter letter, Deadline deadline) {
    setHeaders(request.headers(), letter);
    return request
        .send(Buffer.buffer(letter.body()))
        .compose(
            response -> {
              // The body is ignored, but read to its end so that the connection can be reused.
              response.end().onComplete(end -> deadline.cancel());
              return Future.succeededFuture(Attempt.answered(response.statusCode()));
            })
        .otherwise(
            failure -> {
              deadline.cancel();
              return Attempt.failing(
                  deadline.isOver() ? "no answer within " + words(timeout) : "connection broken");
            });
  }

  private void setHeaders(MultiMap headers, Letter letter) {
    long now = Instant.now().getEpochSecond();
    if (letter.contentType() != null) {
      headers.set("Content-Type", letter.contentType());
    }
    if (letter.signature() != null) {
      headers.set("X-Hub-Signature-256", letter.signature());
    }
    if (letter.traceparent() != null) {
      headers.set("traceparent", letter.traceparent());
    }
    headers.set("Sallyport-Event-Id", letter.id());
    headers.set("webhook-id", letter.id());
    headers.set("webhook-timestamp", Long.toString(now));
    if (signature != null) {
      headers.set("webhook-signature", signature.of(letter.id(), now, letter.body()));
    }
  }

  private static Attempt unreachable(Throwable failure) {
    if (failure instanceof UnknownHostException) {
      return Attempt.unreachable("unknown host");
    } else if (failure instanceof SSLException) {
      return Attempt.unreachable("TLS handshake failed");
    } else if (failure instanceof ConnectException
        && !(failure instanceof ConnectTimeoutException)) {
      return Attempt.unreachable("connection refused");
    }
    return Attempt.unreachable("no connection within " + words(CONNECT_TIMEOUT));
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
