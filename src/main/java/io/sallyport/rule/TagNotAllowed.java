package io.sallyport.rule;

import io.sallyport.message.PageMessage;
import org.jspecify.annotations.Nullable;

/** Of the message tags two are left, and on Instagram one (platform-facts.md#message-tags). */
final class TagNotAllowed implements MessageRule {

  private static final String CURE =
      "Send it within 24 hours of the person's last message, with HUMAN_AGENT within 7 days, or on"
          + " Messenger as a utility template.";

  private final boolean isMessenger;

  TagNotAllowed(boolean isMessenger) {
    this.isMessenger = isMessenger;
  }

  @Override
  public Reason reason() {
    return Reason.TAG_NOT_ALLOWED;
  }

  @Override
  public boolean applies(Submission send) {
    return PageTerms.page(send).tag() != null;
  }

  @Override
  public @Nullable Refusal refusal(Submission send, PolicySettings settings) {
    PageMessage page = PageTerms.page(send);
    if (PageTerms.HUMAN_AGENT.equals(page.tag())
        || (isMessenger && PageTerms.asksForFeedback(page))) {
      return null;
    }
    String what =
        PageTerms.CUSTOMER_FEEDBACK.equals(page.tag())
            ? "The tag CUSTOMER_FEEDBACK goes with the customer_feedback template and"
                + " messaging_type MESSAGE_TAG only, on Messenger. "
            : "Meta takes this message tag no more. ";
    return Refusal.of(Reason.TAG_NOT_ALLOWED, what + CURE);
  }

  @Override
  public String passes(Submission send) {
    return "Meta takes this message tag.";
  }

  @Override
  public String doesNotApply(Submission send) {
    return "The message has no tag.";
  }

  @Override
  public String cure(Submission send, PolicySettings settings) {
    return CURE;
  }
}
