package io.sallyport.rule;

import org.jspecify.annotations.Nullable;

/**
 * One rule's part in an explanation.
 *
 * @param because a sentence with the state the rule used, also when it passes
 * @param cure what would make a rule that refuses pass; null when it does not refuse
 */
public record Ruling(Reason reason, Outcome outcome, String because, @Nullable String cure) {

  /** What a rule says of a send. */
  public enum Outcome {
    PASS,
    REFUSE,
    /** It is only observed. */
    WOULD_REFUSE,
    /** It is switched off. */
    OFF,
    /** It does not look at such a send. */
    NOT_APPLICABLE
  }

  public Ruling {
    boolean refuses = outcome == Outcome.REFUSE || outcome == Outcome.WOULD_REFUSE;
    if (refuses != (cure != null)) {
      throw new IllegalArgumentException("what refuses, and nothing else, has a cure");
    }
  }

  static Ruling pass(Reason reason, String because) {
    return new Ruling(reason, Outcome.PASS, because, null);
  }
}
