package io.sallyport.rule;

import io.sallyport.template.Category;
import org.jspecify.annotations.Nullable;

/** What the rules without contact state say of a send. */
public sealed interface MessageVerdict {

  /**
   * The category it is counted and billed under; null when it is not known.
   *
   * @return a template's or Direct Send's category, or {@link Category#SERVICE}
   */
  @Nullable Category category();

  /** A rule refuses. */
  record Refused(Refusal refusal, @Nullable Category category) implements MessageVerdict {}

  /**
   * No rule that is enforced refuses; the ledger decides on these terms.
   *
   * @param observed the first that would have
   */
  record Passed(Terms terms, @Nullable Category category, @Nullable Refusal observed)
      implements MessageVerdict {}
}
