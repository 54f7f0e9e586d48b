package io.sallyport.gateway;

import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;

/** Refusals as Graph errors (design §2.2, PF §4.1). */
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

  static int status(Refusal refusal) {
    return refusal.status() == null ? status(refusal.reason()) : refusal.status();
  }

  static int status(Reason reason) {
    return switch (reason) {
      case UNAUTHENTICATED, TOKEN_REFUSED -> 401;
      case FORBIDDEN_NUMBER, NUMBER_RESTRICTED -> 403;
      case UNKNOWN_TEMPLATE -> 404;
      case IN_FLIGHT -> 409;
      case TOO_LARGE -> 413;
      case KEY_REUSED -> 422;
      case THROUGHPUT -> 429;
      case UPSTREAM_UNREACHABLE -> 502;
      case UNDECIDED -> 503;
      case OUTCOME_UNKNOWN -> 504;
      default -> 400;
    };
  }
}
