package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import io.sallyport.message.OutboundMessage;
import io.sallyport.rule.Ruling.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says of every rule why a send passes it or not, with the words that a refusal would have. */
public final class Rulings {

  private static final String BODY = "Send the JSON that the Graph API documents for this call.";

  private final PolicySettings settings;

  public Rulings(PolicySettings settings) {
    this.settings = settings;
  }

  /** Only configured numbers come this far. */
  public static Ruling onNumber(BusinessNumber number) {
    return Ruling.pass(
        Reason.UNKNOWN_NUMBER,
        number.phoneNumberId() + " is a configured number of WABA " + number.wabaId() + ".");
  }

  /** Only bodies within the limit come this far. */
  public static Ruling onSize(int bytes) {
    return Ruling.pass(
        Reason.TOO_LARGE,
        "The body has " + bytes + " bytes, within the limit (sallyport.policy.max-body-size).");
  }

  /** A body that was understood. */
  public static Ruling onBody(OutboundMessage message) {
    return Ruling.pass(
        Reason.INVALID_BODY,
        switch (message.sendClass()) {
          case CONTROL -> "The body is a read receipt or a typing indicator.";
          case TEMPLATE -> "The body is a template message.";
          case DIRECT_SEND -> "The body is a message with a category (Direct Send).";
          case FREE_FORM -> "The body is a free-form message.";
        });
  }

  /**
   * A body that is no send.
   *
   * @param why what is wrong with it
   */
  public static Ruling onUnreadableBody(String why) {
    return new Ruling(Reason.INVALID_BODY, Outcome.REFUSE, why, BODY);
  }

  /**
   * What the send would authenticate with at Meta, which has not refused it.
   *
   * @param whose it is; null when it is not known
   */
  public static Ruling onToken(@Nullable String whose) {
    return whose == null
        ? new Ruling(
            Reason.TOKEN_REFUSED,
            Outcome.NOT_APPLICABLE,
            "This call came without an access token; of a send its own is looked at.",
            null)
        : Ruling.pass(Reason.TOKEN_REFUSED, "Meta has not refused " + whose + ".");
  }

  /** A send that is held back, whatever is enforced. */
  public static Ruling held(Refusal refusal, String cure) {
    return new Ruling(refusal.reason(), Outcome.REFUSE, refusal.details(), cure);
  }

  /** A rule that has nothing to look at, since the body could not be read. */
  public static Ruling unread(Reason reason) {
    return new Ruling(reason, Outcome.NOT_APPLICABLE, "The body could not be read.", null);
  }

  /** What a rule says of a control call, which nothing but a disabled account holds back. */
  public Ruling onControl(Reason reason, boolean disabled) {
    if (reason == Reason.NUMBER_RESTRICTED) {
      Grounds grounds = NumberRestricted.Restricted.DISABLED;
      return disabled
          ? refused(reason, grounds.details(settings), grounds.cure(settings))
          : notRefused(reason, true, "Meta has not disabled this account.");
    }
    return new Ruling(
        reason,
        Outcome.NOT_APPLICABLE,
        "Read receipts and typing indicators are no messages.",
        null);
  }

  /** One of {@link Reason#JUDGED_BY_POLICY}. */
  public Ruling onMessage(Finding finding, Submission send) {
    Reason reason = finding.reason();
    Refusal refusal = finding.refusal();
    return refusal == null
        ? notRefused(
            reason,
            finding.applies(),
            finding.applies() ? finding.rule().passes(send) : finding.rule().doesNotApply(send))
        : refused(reason, refusal.details(), finding.rule().cure(send, settings));
  }

  /**
   * One of {@link Reason#JUDGED_BY_LEDGER}.
   *
   * @param applies whether the rule looks at such a send at all
   * @param grounds why it refuses; null when it does not
   * @param terms what the ledger was asked to hold the send to
   * @param state what it knows of the contact
   */
  public Ruling onContact(
      Reason reason, boolean applies, @Nullable Grounds grounds, Terms terms, ContactState state) {
    return grounds == null
        ? notRefused(reason, applies, because(reason, applies, terms, state))
        : refused(reason, grounds.details(settings), grounds.cure(settings));
  }

  private static String because(Reason reason, boolean applies, Terms terms, ContactState state) {
    return switch (reason) {
      case MESSAGING_LIMIT -> MessagingLimit.because(applies);
      case BUDGET ->
          applies
              ? "The budgets that apply have room for it."
              : "No budget applies to such a send.";
      default -> terms.rules().ledgerRule(reason.wire()).because(applies, terms, state);
    };
  }

  private Ruling notRefused(Reason reason, boolean applies, String because) {
    if (settings.enforcement(reason) == Enforcement.OFF) {
      return new Ruling(reason, Outcome.OFF, off(reason), null);
    }
    return new Ruling(reason, applies ? Outcome.PASS : Outcome.NOT_APPLICABLE, because, null);
  }

  private Ruling refused(Reason reason, String details, String cure) {
    return switch (settings.enforcement(reason)) {
      case ENFORCE -> new Ruling(reason, Outcome.REFUSE, details, cure);
      case OBSERVE -> new Ruling(reason, Outcome.WOULD_REFUSE, details, cure);
      case OFF ->
          new Ruling(reason, Outcome.OFF, off(reason) + " It would refuse: " + details, null);
    };
  }

  private static String off(Reason reason) {
    return "This rule is switched off (sallyport.policy.enforcement.\""
        + reason.wire()
        + "\"="
        + Enforcement.OFF.name().toLowerCase(Locale.ROOT)
        + ").";
  }
}
