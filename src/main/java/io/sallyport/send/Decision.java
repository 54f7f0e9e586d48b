package io.sallyport.send;

import io.sallyport.contact.Window;
import io.sallyport.ledger.Quota;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
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
 * @param insteadOf what refuses the message that the caller sent, when this is another one in its
 *     place
 * @param basis what it stood on, where that is noted and the ledger was asked
 */
public record Decision(
    @Nullable OutboundMessage message,
    @Nullable Category category,
    @Nullable Window window,
    @Nullable Refusal observed,
    @Nullable Quota quota,
    @Nullable Charge charge,
    Result result,
    @Nullable Refusal insteadOf,
    @Nullable Basis basis) {

  /** One that nothing is noted of. */
  public Decision(
      @Nullable OutboundMessage message,
      @Nullable Category category,
      @Nullable Window window,
      @Nullable Refusal observed,
      @Nullable Quota quota,
      @Nullable Charge charge,
      Result result,
      @Nullable Refusal insteadOf) {
    this(message, category, window, observed, quota, charge, result, insteadOf, null);
  }

  private static final String UNREACHABLE =
      "No connection to the Graph API; the message was not sent. It is safe to send it again.";

  private static final String OUTCOME_UNKNOWN =
      "The message was handed to the Graph API and no answer came. It may have been sent:"
          + " wait for a status webhook before sending it again.";

  /** What {@code Sallyport-Decision} says (README.md#what-a-send-answers). */
  public enum Word {
    FORWARDED,
    OBSERVED,
    REJECTED,
    /** Another message was sent in its place. */
    SUBSTITUTED,
    REPLAYED,
    DEFERRED,
    /** It waits until the contact writes. */
    PARKED,
    /** It waits until a person lets it go. */
    HELD,
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
    return new Decision(null, null, null, observed, null, null, new Result.Passed(), null);
  }

  static Decision refused(
      @Nullable OutboundMessage message, @Nullable Category category, Refusal refusal) {
    return new Decision(
        message, category, null, null, null, null, new Result.Refused(refusal), null);
  }

  /** Of a send that was explained and not decided. */
  public static Decision of(Explanation explained, Result result) {
    return new Decision(
        explained.message(),
        explained.category(),
        explained.window(),
        null,
        null,
        null,
        result,
        null);
  }

  /** The same of a contact whose window is this. */
  public Decision inWindow(@Nullable Window other) {
    return new Decision(
        message, category, other, observed, quota, charge, result, insteadOf, basis);
  }

  /** The same send, which ended otherwise. */
  public Decision with(Result other) {
    return new Decision(
        message, category, window, observed, quota, charge, other, insteadOf, basis);
  }

  /** The same, of a message in place of one that was refused. */
  public Decision insteadOf(Refusal refusal) {
    return new Decision(message, category, window, observed, quota, charge, result, refusal, basis);
  }

  /** How it ended at Meta; null when it was not let out. */
  public @Nullable Outcome outcome() {
    return result instanceof Result.Sent sent ? sent.outcome() : null;
  }

  /** Null when the body could not be read. */
  public @Nullable SendClass sendClass() {
    return message == null ? null : message.sendClass();
  }

  public Word word() {
    if (outcome() instanceof Outcome.Answered || result instanceof Result.Passed) {
      return insteadOf != null
          ? Word.SUBSTITUTED
          : observed == null ? Word.FORWARDED : Word.OBSERVED;
    } else if (result instanceof Result.Waits waits) {
      return switch (waits.how()) {
        case DEFERRED -> Word.DEFERRED;
        case PARKED -> Word.PARKED;
        case HELD -> Word.HELD;
      };
    } else if (result instanceof Result.Replayed) {
      return Word.REPLAYED;
    } else if (outcome() instanceof Outcome.Unknown) {
      return Word.UNKNOWN;
    }
    Refusal refusal = refusal();
    return refusal != null && refusal.reason() == Reason.UPSTREAM_UNREACHABLE
        ? Word.FAILED
        : Word.REJECTED;
  }

  /** What the caller is told instead of an answer of Meta's; null when there is one. */
  public @Nullable Refusal refusal() {
    if (result instanceof Result.Refused refused) {
      return refused.refusal();
    } else if (outcome() instanceof Outcome.NotSent) {
      return Refusal.of(Reason.UPSTREAM_UNREACHABLE, UNREACHABLE);
    }
    return outcome() instanceof Outcome.Unknown
        ? Refusal.of(Reason.OUTCOME_UNKNOWN, OUTCOME_UNKNOWN)
        : null;
  }

  /** The rule that refused, or would have; null when none. */
  public @Nullable Reason reason() {
    Refusal refusal =
        switch (word()) {
          case OBSERVED -> observed;
          case SUBSTITUTED, PARKED, HELD -> insteadOf;
          default -> refusal();
        };
    return refusal == null ? null : refusal.reason();
  }
}
