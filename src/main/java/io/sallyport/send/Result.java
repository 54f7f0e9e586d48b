package io.sallyport.send;

import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.message.Outcome;
import io.sallyport.rule.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of a send: an answer of Meta's, or what the gateway says instead. */
public sealed interface Result {

  /** Refused: nothing left, nothing was consumed. */
  record Refused(Refusal refusal) implements Result {}

  /**
   * It waits, and leaves later, or not.
   *
   * @param id by which it is asked for
   * @param since when it began to wait
   * @param notBefore when it is tried; null where that is not a matter of time
   * @param until when it is given up
   * @param asked whether the caller asked for it
   */
  record Waits(
      How how, String id, Instant since, @Nullable Instant notBefore, Instant until, boolean asked)
      implements Result {}

  /** What a send waits for. */
  enum How {
    /** Its turn. */
    DEFERRED,
    /** That the contact writes. */
    PARKED,
    /** That a person lets it go. */
    HELD
  }

  /** No send, so only let through: its answer is Meta's, and nobody reads it on the way. */
  record Passed() implements Result {}

  /** Not sent again: what the first send with its Idempotency-Key got. */
  record Replayed(KeptAnswer answer) implements Result {}

  /** It was let out, and ended so. */
  record Sent(Outcome outcome) implements Result {}
}
