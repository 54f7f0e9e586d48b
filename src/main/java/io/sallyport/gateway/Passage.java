package io.sallyport.gateway;

import io.sallyport.meta.EndToEndHeaders;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call on its way through: streamed in both directions, and broken off in both. */
final class Passage {

  /** Puts the call's body on its way; the answer is there when Meta's head is. */
  @FunctionalInterface
  interface Body extends Function<HttpClientRequest, Future<HttpClientResponse>> {}

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final HttpServerRequest request;
  private final long readTimeout;
  private final @Nullable VaultedToken token;
  private final @Nullable LinkedAnswer linked;

  /**
   * A call.
   *
   * @param readTimeout longest silence of Meta's, milliseconds
   * @param token stands in for the client's key; null to leave the caller's own
   * @param linked rewrites the answer; null to leave it as it is
   */
  Passage(
      HttpServerRequest request,
      long readTimeout,
      @Nullable VaultedToken token,
      @Nullable LinkedAnswer linked) {
    this.request = request;
    this.readTimeout = readTimeout;
    this.token = token;
    this.linked = linked;
  }

  /** HTTP/2 says neither length nor encoding when it streams. */
  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null && request.version() == HttpVersion.HTTP_2) {
      return WITH_BODY.contains(request.method());
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  /** Goes, as soon as there is a connection. */
  void over(Future<HttpClientRequest> connection, Body body) {
    request.pause();
    connection
        .onSuccess(onward -> exchange(onward, body))
        .onFailure(
            unreachable -> {
              request.resume();
              refuse(
                  request.response(),
                  Reason.UPSTREAM_UNREACHABLE,
                  "No connection to the Graph API; the call was not made.");
            });
  }

  private void exchange(HttpClientRequest onward, Body body) {
    EndToEndHeaders.copyRequest(request.headers(), onward.headers());
    if (token != null) {
      onward.putHeader(HttpHeaders.AUTHORIZATION, scheme() + " " + token.value());
    }
    if (linked != null) {
      onward.putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
    }
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      onward.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    } else if (hasBody(request)) {
      onward.setChunked(true);
    }
    onward.idleTimeout(readTimeout);
    request.response().closeHandler(gone -> onward.reset());
    body.apply(onward)
        .compose(this::relay)
        .onFailure(
            failure -> {
              onward.reset();
              cut(request.response());
            });
  }

  /** Resumable uploads say {@code OAuth} for {@code Bearer}. */
  private String scheme() {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    boolean oauth = authorization != null && authorization.regionMatches(true, 0, "oauth ", 0, 6);
    return oauth ? "OAuth" : "Bearer";
  }

  private Future<Void> relay(HttpClientResponse answer) {
    HttpServerResponse response = request.response();
    EndToEndHeaders.copy(answer.headers(), response.headers());
    response.setStatusCode(answer.statusCode());
    if (linked != null) {
      linked.hideToken(response.headers());
      if (linked.concerns(request.method(), answer)) {
        return linked.write(answer, response);
      }
    }
    String length = answer.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, length);
    } else {
      response.setChunked(true);
    }
    // What breaks off is not ended here: it would look whole, or leave the caller waiting.
    return answer.pipe().endOnFailure(false).to(response);
  }

  /** An answer that broke off must not look whole. */
  private static void cut(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
    } else {
      response.headers().clear();
      refuse(
          response,
          Reason.OUTCOME_UNKNOWN,
          "The call was handed to the Graph API and no answer came.");
    }
  }

  static void refuse(HttpServerResponse response, Reason reason, String details) {
    response
        .setStatusCode(reason.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8")
        .end(GraphErrors.body(Refusal.of(reason, details), GraphErrors.newId()));
  }
}
