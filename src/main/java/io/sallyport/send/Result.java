package io.sallyport.send;

import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.message.Outcome;
import io.sallyport.rule.Refusal;
import java.time.Instant;

/** What came of a send: an answer of Meta's, or what the gateway says instead. */
public sealed interface Result {

  /** Refused: nothing left, nothing was consumed. */
  record Refused(Refusal refusal) implements Result {}

  /**
   * It waits in the queue for its turn.
   *
   * @param id of its place
   * @param notBefore when it is tried
   * @param asked whether the caller asked for it
   */
  record Deferred(String id, Instant notBefore, boolean asked) implements Result {}

  /** No send, so only let through: its answer is Meta's, and nobody reads it on the way. */
  record Passed() implements Result {}

  /** Not sent again: what the first send with its Idempotency-Key got. */
  record Replayed(KeptAnswer answer) implements Result {}

  /** It was let out, and ended so. */
  record Sent(Outcome outcome) implements Result {}
}
