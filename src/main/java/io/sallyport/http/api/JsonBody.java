package io.sallyport.http.api;

import io.sallyport.config.SallyportConfig;
import io.sallyport.http.BodyHeaders;
import io.sallyport.http.WholeBody;
import io.sallyport.rule.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Reads a JSON body under the same conditions as a send's: JSON, not compressed, of bounded size.
 */
@Singleton
public final class JsonBody {

  private final long limit;

  JsonBody(SallyportConfig config) {
    this.limit = config.policy().maxBodySize().asLongValue();
  }

  /**
   * Reads the body of a call to the gateway API; nothing may have read it before.
   *
   * @return fails with the refusal to answer
   */
  public Uni<byte[]> read(HttpServerRequest request) {
    return read(request, limit);
  }

  /** The same of a call that need not have a body: an empty one has no type. */
  Uni<byte[]> readIfAny(HttpServerRequest request) {
    return Uni.createFrom()
        .<byte[]>emitter(emitter -> collect(request, limit, emitter))
        .invoke(
            bytes -> {
              String fault = bytes.length == 0 ? null : BodyHeaders.fault(request);
              if (fault != null) {
                throw ApiCalls.invalid(fault);
              }
            });
  }

  /** The same, of at most so many bytes. */
  static Uni<byte[]> read(HttpServerRequest request, long limit) {
    String fault = BodyHeaders.fault(request);
    return fault != null
        ? Uni.createFrom().failure(ApiCalls.invalid(fault))
        : Uni.createFrom().emitter(emitter -> collect(request, limit, emitter));
  }

  /** Not by the framework, which would read up to its limit, set for media, into memory. */
  private static void collect(
      HttpServerRequest request, long limit, UniEmitter<? super byte[]> emitter) {
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= limit) {
            body.appendBuffer(chunk);
          } else {
            request.handler(rest -> {});
            emitter.fail(ApiCalls.refused(Reason.TOO_LARGE, WholeBody.tooLarge(limit)));
          }
        });
    request.endHandler(end -> emitter.complete(body.getBytes()));
    request.exceptionHandler(
        broken -> emitter.fail(ApiCalls.invalid("The body could not be read.")));
    // The framework pauses every request.
    request.resume();
  }
}
