package io.sallyport.rule;

/** What becomes of a send a rule refuses. */
public enum Enforcement {
  /** It is refused. */
  ENFORCE,
  /** It is forwarded, and said to be one that would have been refused. */
  OBSERVE,
  /** The rule is not looked at. */
  OFF
}
