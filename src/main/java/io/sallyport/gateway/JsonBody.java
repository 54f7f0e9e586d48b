package io.sallyport.gateway;

import io.sallyport.config.SallyportConfig;
import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A JSON body, taken on the terms of a send: said to be JSON, not compressed, of bounded size. */
@Singleton
final class JsonBody {

  static final String COMPRESSED =
      "The body is compressed; send it as it is, without Content-Encoding.";

  /** Who calls it {@code utf8}, as the web does, means no other. */
  static final String UTF_8 = "\\s*(?:;\\s*charset\\s*=\\s*\"?utf-?8\"?\\s*)?;?";

  private static final Pattern JSON = Pattern.compile("application/json" + UTF_8);

  private static final Pattern JSON_OR_FORM =
      Pattern.compile("application/(?:json|x-www-form-urlencoded)" + UTF_8);

  private final long limit;

  JsonBody(SallyportConfig config) {
    this.limit = config.policy().maxBodySize().asLongValue();
  }

  static boolean isCompressed(MultiMap headers) {
    List<String> encodings = headers.getAll(HttpHeaders.CONTENT_ENCODING);
    return !encodings.isEmpty() && !encodings.equals(List.of("identity"));
  }

  /** What the headers say against the body, if anything. */
  static @Nullable String fault(HttpServerRequest request) {
    return fault(request, JSON, "The Content-Type must be application/json (UTF-8).");
  }

  /** The same of a send, which may also be a form. */
  static @Nullable String faultOfSend(HttpServerRequest request) {
    return fault(
        request,
        JSON_OR_FORM,
        "The Content-Type must be application/json, or application/x-www-form-urlencoded (UTF-8).");
  }

  private static @Nullable String fault(
      HttpServerRequest request, Pattern accepted, String otherwise) {
    if (isCompressed(request.headers())) {
      return COMPRESSED;
    }
    List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    return types.size() == 1
            && accepted.matcher(types.get(0).strip().toLowerCase(Locale.ROOT)).matches()
        ? null
        : otherwise;
  }

  /**
   * Reads the body of a call to the gateway API, which nobody has begun to read.
   *
   * @return fails with the refusal to answer
   */
  Uni<byte[]> read(HttpServerRequest request) {
    String fault = fault(request);
    return fault != null
        ? Uni.createFrom().failure(ApiCalls.invalid(fault))
        : Uni.createFrom().emitter(emitter -> collect(request, emitter));
  }

  /** Not the framework's reading: its limit is that of media, and it would hold all of them. */
  private void collect(HttpServerRequest request, UniEmitter<? super byte[]> emitter) {
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= limit) {
            body.appendBuffer(chunk);
          } else {
            request.handler(rest -> {});
            emitter.fail(ApiCalls.refused(Reason.TOO_LARGE, Details.tooLarge(limit)));
          }
        });
    request.endHandler(end -> emitter.complete(body.getBytes()));
    request.exceptionHandler(
        broken -> emitter.fail(ApiCalls.invalid("The body could not be read.")));
    // The framework pauses every request.
    request.resume();
  }
}
