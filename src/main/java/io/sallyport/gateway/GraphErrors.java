package io.sallyport.gateway;

import io.sallyport.policy.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;

/** Refusals as Graph errors (README.md#what-a-send-answers, platform-facts.md#error-shape). */
final class GraphErrors {

  /** Seconds after which a send is worth another try that could not be decided, or is under way. */
  static final String RETRY_SOON = "1";

  private GraphErrors() {}

  /** An id for one refusal: 16 hex digits, in the answer and in the log. */
  static String newId() {
    return String.format("%016x", ThreadLocalRandom.current().nextLong());
  }

  static Buffer body(Refusal refusal, String id) {
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

  /** Meta's own status where the refusal has one, else the reason's. */
  static int status(Refusal refusal) {
    return refusal.status() == null ? refusal.reason().status() : refusal.status();
  }
}
