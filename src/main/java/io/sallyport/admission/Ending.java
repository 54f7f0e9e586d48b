package io.sallyport.admission;

import io.sallyport.message.SendAnswer;
import io.sallyport.policy.Refusal;
import java.util.Map;

/** How a send ended: refused here, or with one of the upstream's {@link Outcome}s. */
public sealed interface Ending {

  /** Refused: nothing left, nothing was consumed. */
  record Refused(Refusal refusal) implements Ending {}

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
    }

    /** It provably did not leave: there was no connection. */
    record NotSent() implements Outcome {}

    /** It was written, and no whole answer came: it may have been sent. */
    record Unknown() implements Outcome {}
  }
}
