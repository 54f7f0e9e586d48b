package io.sallyport.http.vault;

import io.sallyport.http.GraphErrors;
import io.sallyport.rule.Reason;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes Meta's answer to a client that must not see the token: an answer that may contain links is
 * read whole, up to a limit, and rewritten; files are streamed.
 */
public final class LinkedAnswer {

  /** Far larger than any page of JSON; a larger answer is refused. */
  private static final int LARGEST = 8 << 20;

  private static final Pattern FILES =
      Pattern.compile(
          "(?:image|video|audio|font)/.*|application/(?:octet-stream|pdf|zip|vnd\\..*)");

  private final VaultedToken token;
  private final MediaLinks links;
  private final String origin;

  /** Links are rewritten to the address under which this request reached the gateway. */
  public LinkedAnswer(HttpServerRequest request, VaultedToken token, MediaLinks links) {
    this.token = token;
    this.links = links;
    HostAndPort authority = request.authority();
    this.origin = authority == null ? "" : request.scheme() + "://" + authority;
  }

  /** Removes headers that contain the token. */
  public void hideToken(MultiMap headers) {
    for (String name : headers.names()) {
      if (headers.getAll(name).stream().anyMatch(value -> value.contains(token.value()))) {
        headers.remove(name);
      }
    }
  }

  /** Whether the answer must be read and rewritten. */
  public boolean concerns(HttpMethod method, HttpClientResponse answer) {
    String type = answer.getHeader(HttpHeaders.CONTENT_TYPE);
    boolean isEmpty =
        method.equals(HttpMethod.HEAD) || answer.statusCode() == 204 || answer.statusCode() == 304;
    return !isEmpty
        && (type == null || !FILES.matcher(type.strip().toLowerCase(Locale.ROOT)).matches());
  }

  /** Reads the answer, and writes it rewritten. */
  public Future<Void> write(HttpClientResponse answer, HttpServerResponse response) {
    return collect(answer)
        .compose(
            body -> {
              Optional<byte[]> shown =
                  AnswerLinks.rewritten(body.getBytes(), token.value(), this::shown);
              if (shown.isPresent()) {
                return response.end(Buffer.buffer(shown.get()));
              }
              response.headers().clear();
              GraphErrors.write(
                  response,
                  Reason.UPSTREAM_UNREACHABLE,
                  "Meta's answer holds a token in a form that this gateway cannot take out.");
              return Future.succeededFuture();
            });
  }

  private String shown(String text) {
    String ours = links.ours(text, token.phoneNumberId());
    return ours == null ? text : origin + ours;
  }

  private static Future<Buffer> collect(HttpClientResponse answer) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    answer.handler(
        chunk -> {
          if (body.length() + chunk.length() > LARGEST) {
            answer.handler(rest -> {});
            whole.tryFail("too large to be rewritten");
          } else {
            body.appendBuffer(chunk);
          }
        });
    answer.exceptionHandler(whole::tryFail);
    answer.endHandler(end -> whole.tryComplete(body));
    return whole.future();
  }
}
