package io.sallyport.http.passage;

import io.sallyport.http.GraphErrors;
import io.sallyport.http.vault.LinkedAnswer;
import io.sallyport.http.vault.VaultedToken;
import io.sallyport.meta.EndToEndHeaders;
import io.sallyport.rule.Reason;
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

/** Streams one call to Meta and its answer back; if either side breaks off, so does the other. */
public final class Passage {

  /** Tells the caller of a call that did not end well. */
  @FunctionalInterface
  public interface Refusing {
    void write(HttpServerResponse response, Reason reason, String details);
  }

  /** Sends the call's body; completes when the head of Meta's answer arrives. */
  @FunctionalInterface
  public interface Body extends Function<HttpClientRequest, Future<HttpClientResponse>> {}

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final HttpServerRequest request;
  private final long readTimeout;
  private final @Nullable VaultedToken token;
  private final @Nullable LinkedAnswer linked;
  private final Refusing refusing;
  private final String server;

  /**
   * A call of Meta's.
   *
   * @param readTimeout longest silence of Meta's, milliseconds
   * @param token stands in for the client's key; null to leave the caller's own
   * @param linked rewrites the answer; null to leave it as it is
   */
  public Passage(
      HttpServerRequest request,
      long readTimeout,
      @Nullable VaultedToken token,
      @Nullable LinkedAnswer linked) {
    this(request, readTimeout, token, linked, GraphErrors::write, "the Graph API");
  }

  /** The same of another server, whose callers read errors of another shape. */
  public Passage(
      HttpServerRequest request,
      long readTimeout,
      @Nullable VaultedToken token,
      @Nullable LinkedAnswer linked,
      Refusing refusing,
      String server) {
    this.request = request;
    this.readTimeout = readTimeout;
    this.token = token;
    this.linked = linked;
    this.refusing = refusing;
    this.server = server;
  }

  /** A streamed HTTP/2 request states neither length nor encoding, so its method decides. */
  public static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null && request.version() == HttpVersion.HTTP_2) {
      return WITH_BODY.contains(request.method());
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  /** Goes, as soon as there is a connection. */
  public void over(Future<HttpClientRequest> connection, Body body) {
    request.pause();
    connection
        .onSuccess(onward -> exchange(onward, body))
        .onFailure(
            unreachable -> {
              request.resume();
              refusing.write(
                  request.response(),
                  Reason.UPSTREAM_UNREACHABLE,
                  "No connection to " + server + "; the call was not made.");
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
    // A broken answer is not ended here, since it would look complete; cut() handles it.
    return answer.pipe().endOnFailure(false).to(response);
  }

  /** Resets an answer that broke off, so that it does not look complete. */
  private void cut(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
    } else {
      response.headers().clear();
      refusing.write(
          response,
          Reason.OUTCOME_UNKNOWN,
          "The call was handed to " + server + " and no answer came.");
    }
  }
}
