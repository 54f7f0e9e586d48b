package io.sallyport.admission;

import io.sallyport.admission.Ending.Outcome;
import io.sallyport.contact.Window;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.SendClass;
import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.sallyport.pricing.Charge;
import io.sallyport.template.Category;
import org.jspecify.annotations.Nullable;

/**
 * What became of a send.
 *
 * @param message null when the body could not be read
 * @param category null when it is not known; for control calls too
 * @param window the contact's window, when the ledger was asked
 * @param observed why it would have been refused, were that rule enforced
 * @param quota what is left of the rate that is nearest to its end, when the ledger said
 * @param charge what it was expected to cost when it was let out
 */
public record Decision(
    @Nullable OutboundMessage message,
    @Nullable Category category,
    @Nullable Window window,
    @Nullable Refusal observed,
    @Nullable Quota quota,
    @Nullable Charge charge,
    Ending ending) {

  /** What {@code Sallyport-Decision} says (README.md#what-a-send-answers). */
  public enum Word {
    FORWARDED,
    OBSERVED,
    REJECTED,
    REPLAYED,
    DEFERRED,
    /** There was no connection to Meta. */
    FAILED,
    /** It may have been sent. */
    UNKNOWN
  }

  /** Of a send that was turned away before it was read. */
  public static Decision refused(Refusal refusal) {
    return refused(null, null, refusal);
  }

  /** Of a call that is no send, and would have been refused, were that rule enforced. */
  public static Decision passed(Refusal observed) {
    return new Decision(null, null, null, observed, null, null, new Ending.Passed());
  }

  static Decision refused(
      @Nullable OutboundMessage message, @Nullable Category category, Refusal refusal) {
    return new Decision(message, category, null, null, null, null, new Ending.Refused(refusal));
  }

  /** The same send, which ended otherwise. */
  public Decision with(Ending end) {
    return new Decision(message, category, window, observed, quota, charge, end);
  }

  /** Null when the body could not be read. */
  public @Nullable SendClass sendClass() {
    return message == null ? null : message.sendClass();
  }

  public Word word() {
    if (ending instanceof Outcome.Answered || ending instanceof Ending.Passed) {
      return observed == null ? Word.FORWARDED : Word.OBSERVED;
    } else if (ending instanceof Ending.Deferred) {
      return Word.DEFERRED;
    } else if (ending instanceof Ending.Replayed) {
      return Word.REPLAYED;
    } else if (ending instanceof Outcome.Unknown) {
      return Word.UNKNOWN;
    }
    Refusal refusal = refusal();
    return refusal != null && refusal.reason() == Reason.UPSTREAM_UNREACHABLE
        ? Word.FAILED
        : Word.REJECTED;
  }

  /** What the caller is told instead of an answer of Meta's; null when there is one. */
  public @Nullable Refusal refusal() {
    if (ending instanceof Ending.Refused refused) {
      return refused.refusal();
    } else if (ending instanceof Outcome.NotSent) {
      return Refusal.of(Reason.UPSTREAM_UNREACHABLE, Details.upstreamUnreachable());
    }
    return ending instanceof Outcome.Unknown
        ? Refusal.of(Reason.OUTCOME_UNKNOWN, Details.outcomeUnknown())
        : null;
  }

  /** The rule that refused, or would have; null when none. */
  public @Nullable Reason reason() {
    Refusal refusal = word() == Word.OBSERVED ? observed : refusal();
    return refusal == null ? null : refusal.reason();
  }
}
