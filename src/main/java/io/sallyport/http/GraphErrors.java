package io.sallyport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.sallyport.audit.RefusalId;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Reason.RetryAfter;
import io.sallyport.rule.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * Writes refusals as Graph errors (README.md#what-a-send-answers, platform-facts.md#error-shape).
 */
public final class GraphErrors {

  /** {@code Retry-After} of a send that could not be decided or is in progress, seconds. */
  public static final String RETRY_SOON = "1";

  /** {@code Content-Type} of every answer of the gateway's own. */
  public static final String CONTENT_TYPE = "application/json; charset=UTF-8";

  /** {@code WWW-Authenticate} of every 401 (RFC 9110 §15.5.2). */
  public static final String CHALLENGE = "Bearer realm=\"sallyport\"";

  private GraphErrors() {}

  /** Answers with a refusal and its reason's HTTP status. */
  public static void write(HttpServerResponse response, Reason reason, String details) {
    write(response, Refusal.of(reason, details));
  }

  /** Answers with a refusal and its reason's HTTP status. */
  public static void write(HttpServerResponse response, Refusal refusal) {
    write(response, refusal.reason().status(), refusal);
  }

  /** Answers with a refusal and another HTTP status than its reason's. */
  public static void write(HttpServerResponse response, int status, Refusal refusal) {
    write(response, status, refusal, body(refusal, RefusalId.next()));
  }

  /** The same in other words than WhatsApp's. */
  public static void write(HttpServerResponse response, int status, Refusal refusal, Buffer body) {
    if (refusal.reason() == Reason.UNAUTHENTICATED) {
      response.putHeader(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE);
    } else if (refusal.reason().retryAfter() == RetryAfter.SOON) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SOON);
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, CONTENT_TYPE).end(body);
  }

  public static Buffer body(Refusal refusal, String id) {
    return new JsonObject()
        .put(
            "error",
            new JsonObject()
                .put("message", refusal.error().message())
                .put("type", "OAuthException")
                .put("code", refusal.error().code())
                .put(
                    "error_data",
                    new JsonObject()
                        .put("messaging_product", "whatsapp")
                        .put("details", refusal.details()))
                .put("fbtrace_id", "sallyport-" + id))
        .toBuffer();
  }

  /** Meta's own status if the refusal has one, else the reason's. */
  public static int status(Refusal refusal) {
    return refusal.status() == null ? refusal.reason().status() : refusal.status();
  }
}
