package io.sallyport.ledger;

import io.sallyport.pricing.Charge;
import io.sallyport.rule.Reason;
import java.time.Duration;

/** What a ledger noticed that somebody may want to count. */
public sealed interface Effect {

  String phoneNumberId();

  /** A customer service window opened. */
  record WindowOpened(String phoneNumberId) implements Effect {}

  /** A contact who waited was answered, {@code after} the oldest unanswered message. */
  record FirstAnswer(String phoneNumberId, Duration after) implements Effect {}

  /** A contact waits longer for an answer than is wanted; once for each wait. */
  record AnswerOverdue(String phoneNumberId) implements Effect {}

  /** Meta reported 131047 of a message sent into a window that was thought open. */
  record ClosedAfterAll(String phoneNumberId, Cause cause) implements Effect {}

  /** Meta delivered what would have been refused. */
  record DeliveredAfterAll(String phoneNumberId, Reason reason) implements Effect {}

  /** Meta priced a message. */
  record Priced(String phoneNumberId, Charge expected, boolean billable) implements Effect {}

  /** Meta charges a message as one of a general-purpose AI. */
  record AiPriced(String phoneNumberId) implements Effect {}

  /**
   * A status tells that Meta took a send whose answer was lost.
   *
   * @param reservation its id
   */
  record Proved(String phoneNumberId, String reservation, String wamid) implements Effect {}

  /** Coverage of the number's webhooks started anew. */
  record CoverageStarted(String phoneNumberId, NumberState.Gap after) implements Effect {}

  /** Meta named two contacts as one who would have too many names; they stay two. */
  record NameNotLearned(String phoneNumberId) implements Effect {}

  /** Why a window may have been thought open. */
  enum Cause {
    /** It had seconds to run. */
    AT_THE_END,
    /** It was opened by a call. */
    CALL,
    /** It was opened by a copy of a message another app got. */
    STANDBY,
    /** It was opened by a message Meta did not pass on. */
    UNSUPPORTED,
    /** It was opened by what the business imported. */
    IMPORT,
    UNKNOWN
  }
}
