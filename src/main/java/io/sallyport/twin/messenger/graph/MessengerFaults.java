package io.sallyport.twin.messenger.graph;

import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultAnswers;
import io.sallyport.twin.messenger.sends.Problem;

/** What Messenger and Instagram answer when they refuse a send that is right. */
public final class MessengerFaults {
  private MessengerFaults() {}

  public static FaultAnswers at(boolean instagramsHost) {
    return fault ->
        fault == Fault.BAD_GATEWAY_502
            ? FaultAnswers.ofProxy()
            : problem(fault).response(instagramsHost);
  }

  private static Problem problem(Fault fault) {
    return switch (fault) {
      case RATE_LIMITED ->
          new Problem(429, 613, null, "Calls to this api have exceeded the rate limit.");
      case TOKEN_EXPIRED ->
          new Problem(401, 190, 463, "Error validating access token: Session has expired");
      case POLICY_BLOCK ->
          new Problem(403, 368, null, "The action attempted has been deemed abusive");
      case ACCOUNT_LOCKED ->
          new Problem(403, 10, 1893063, "This Page is temporarily restricted from messaging.");
      case NOT_REGISTERED ->
          new Problem(403, 200, 2534041, "The owner has disabled access in Connected Tools.");
      case SERVER_ERROR_503 -> new Problem(503, 2, null, "Service temporarily unavailable");
      default -> new Problem(500, 1200, 2018024, "Temporary send message failure.");
    };
  }
}
