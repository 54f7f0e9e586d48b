package io.sallyport.message;

import java.util.Map;
import java.util.Set;

/** How a forwarded send ended. */
public sealed interface Outcome {

  /**
   * Meta answered, with any status.
   *
   * @param headers Meta's headers without the hop-by-hop ones
   * @param body Meta's bytes
   * @param answer what the body says
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answered(
      int status, Iterable<Map.Entry<String, String>> headers, byte[] body, SendAnswer answer)
      implements Outcome {

    private static final Set<Integer> RETRYABLE =
        Set.of(2, 4, 80007, 130429, 131000, 131016, 131056, 131057, 133004);

    /**
     * Code 1: an invalid request or a fault of Meta's; Meta does not say which
     * (platform-facts.md#error-codes).
     */
    private static final int UNKNOWN_ERROR = 1;

    private static final Set<Integer> RATES = Set.of(4, 80007, 130429, 131056, 131057);

    /** Meta accepted the message. */
    public boolean isAccepted() {
      return status >= 200 && status < 300 && answer.wamid() != null;
    }

    /**
     * Meta refused the message, and so did not send it. A 5xx counts only with a Graph error in it:
     * one from a proxy in between proves nothing.
     */
    public boolean isRejected() {
      return status >= 400 && (status < 500 || answer.errorCode() != null);
    }

    /** A refusal with a 4xx. */
    public boolean isClientError() {
      return status >= 400 && status < 500;
    }

    /**
     * A refusal that by Meta's documentation may succeed when tried again later
     * (platform-facts.md#retryable-errors).
     */
    public boolean isRetryable() {
      Integer code = answer.errorCode();
      return isRejected()
          && (status == 429
              || status >= 500
              || (code != null && (code == UNKNOWN_ERROR || RETRYABLE.contains(code))));
    }

    /** {@link #isRetryable} after this many attempts: an unknown error is retried only once. */
    public boolean isRetryableAfter(int tries) {
      Integer code = answer.errorCode();
      return isRetryable() && (tries == 0 || code == null || code != UNKNOWN_ERROR);
    }

    /** A refusal by a rate limit; Meta has counted the attempt. */
    public boolean isRateLimited() {
      Integer code = answer.errorCode();
      return isRejected() && (status == 429 || (code != null && RATES.contains(code)));
    }
  }

  /** It certainly did not leave: there was no connection. */
  record NotSent() implements Outcome {}

  /** It was written, but no complete answer came: Meta may have sent the message. */
  record Unknown() implements Outcome {}
}
