package io.sallyport.admission;

import io.sallyport.admission.IdempotencyStore.KeptAnswer;
import io.sallyport.message.SendAnswer;
import io.sallyport.policy.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** How a send ended: refused here, or with one of the upstream's {@link Outcome}s. */
public sealed interface Ending {

  /** Refused: nothing left, nothing was consumed. */
  record Refused(Refusal refusal) implements Ending {}

  /**
   * It waits in the queue for its turn.
   *
   * @param id of its place
   * @param notBefore when it is tried
   * @param asked whether the caller asked for it
   */
  record Deferred(String id, Instant notBefore, boolean asked) implements Ending {}

  /** No send, so only let through: its answer is Meta's, and nobody reads it on the way. */
  record Passed() implements Ending {}

  /** Not sent again: what the first send with its Idempotency-Key got. */
  record Replayed(KeptAnswer answer) implements Ending {}

  /** What is known of a send that was let out. */
  sealed interface Outcome extends Ending {

    /**
     * Meta answered, with whatever status.
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
       * An invalid request or a fault of Meta's: Meta does not say which
       * (platform-facts.md#error-codes).
       */
      private static final int UNKNOWN_ERROR = 1;

      private static final Set<Integer> RATES = Set.of(4, 80007, 130429, 131056, 131057);

      /** Meta took the message. */
      public boolean isAccepted() {
        return status >= 200 && status < 300 && answer.wamid() != null;
      }

      /**
       * Meta said no, and so did not send. A 5xx counts only with Graph's own error in it; one from
       * something in between proves nothing.
       */
      public boolean isRejected() {
        return status >= 400 && (status < 500 || answer.errorCode() != null);
      }

      /** A refusal with a 4xx. */
      boolean isClientError() {
        return status >= 400 && status < 500;
      }

      /**
       * A refusal that Meta documents to pass when tried again later
       * (platform-facts.md#retryable-errors).
       */
      public boolean isRetryable() {
        Integer code = answer.errorCode();
        return isRejected()
            && (status == 429
                || status >= 500
                || (code != null && (code == UNKNOWN_ERROR || RETRYABLE.contains(code))));
      }

      /** The same of a send that was tried before: an unknown error is tried again only once. */
      public boolean isRetryableAfter(int tries) {
        Integer code = answer.errorCode();
        return isRetryable() && (tries == 0 || code == null || code != UNKNOWN_ERROR);
      }

      /** A refusal because of how much is sent: Meta has counted it. */
      public boolean isRateLimited() {
        Integer code = answer.errorCode();
        return isRejected() && (status == 429 || (code != null && RATES.contains(code)));
      }
    }

    /** It provably did not leave: there was no connection. */
    record NotSent() implements Outcome {}

    /** It was written, and no whole answer came: it may have been sent. */
    record Unknown() implements Outcome {}
  }
}
