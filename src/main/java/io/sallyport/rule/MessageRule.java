package io.sallyport.rule;

import org.jspecify.annotations.Nullable;

/**
 * A rule that is judged by what the message and its template say, without a look at the contact.
 * Its file has when it applies, what it refuses, and its sentences.
 */
public interface MessageRule {

  Reason reason();

  /** Whether the rule looks at such a send at all. */
  boolean applies(Submission send);

  /** Why the rule refuses a send it looks at; null when it passes. */
  @Nullable Refusal refusal(Submission send, PolicySettings settings);

  /** Why a send it looks at passes. */
  String passes(Submission send);

  /** What would make a send pass that it refuses. */
  String cure(Submission send, PolicySettings settings);

  /** Why the rule does not look at a send. */
  default String doesNotApply(Submission send) {
    return send.isTemplate() && send.template() == null
        ? "The template is not known."
        : "The rule is about templates, and this message is none.";
  }

  /** What the rule says of a send, whether it is enforced or not. */
  default Finding examine(Submission send, PolicySettings settings) {
    return applies(send)
        ? new Finding(this, true, refusal(send, settings))
        : new Finding(this, false, null);
  }
}
