package io.sallyport.twin.faults;

import io.sallyport.twin.graph.GraphError;
import io.sallyport.twin.http.Response;

/** What the Cloud API answers when it refuses a send that is right. */
public final class WhatsAppFaults {
  private WhatsAppFaults() {}

  /** The answer to a send that goes wrong with an answer. */
  public static Response of(Fault fault) {
    return switch (fault) {
      case RATE_LIMITED -> rateLimited();
      case TOKEN_EXPIRED -> GraphError.tokenExpired().response();
      case POLICY_BLOCK -> GraphError.policyBlock().response();
      case ACCOUNT_LOCKED -> GraphError.accountLocked().response();
      case NOT_REGISTERED -> GraphError.notRegistered().response();
      case SERVER_ERROR_500 ->
          GraphError.of(
                  500,
                  131000,
                  "Something went wrong",
                  "Message failed to send due to an unknown error.")
              .response();
      case SERVER_ERROR_503 ->
          GraphError.of(503, 131016, "Service unavailable", "A service is temporarily unavailable.")
              .response();
      default -> FaultAnswers.ofProxy();
    };
  }

  private static Response rateLimited() {
    String details = "Cloud API message throughput has been reached.";
    return GraphError.of(429, 130429, "Rate limit hit", details).response();
  }
}
