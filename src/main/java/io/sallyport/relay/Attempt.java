package io.sallyport.relay;

import java.time.Duration;

/**
 * How one attempt to deliver a letter ended.
 *
 * @param error for operators to read; empty when it was delivered
 * @param after how long to try again, of a letter whose turn has not come; zero of all others
 */
public record Attempt(Kind kind, String error, Duration after) {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;

  /** What the result says about the letter and the target. */
  public enum Kind {
    /** The target took it. */
    DELIVERED,
    /** The target does not want this letter; it may take others. */
    REFUSED,
    /** The target never takes this letter, and is in order: a dead letter at once. */
    UNDELIVERABLE,
    /** The target wants no more letters at all: 410. */
    GONE,
    /** The letter's turn has not come: nobody's failure. Those of its order wait with it. */
    LATER,
    /** A temporary failure, perhaps of this letter only. */
    FAILING,
    /** No connection to the target: not the letter's fault. */
    UNREACHABLE
  }

  public Attempt(Kind kind, String error) {
    this(kind, error, Duration.ZERO);
  }

  /** It is done with. */
  public static Attempt delivered() {
    return new Attempt(Kind.DELIVERED, "");
  }

  /** To be tried again after this time, which says nothing about the target. */
  public static Attempt later(Duration after, String why) {
    return new Attempt(Kind.LATER, why, after);
  }

  /** What is wrong with the letter no retry cures. */
  public static Attempt undeliverable(String why) {
    return new Attempt(Kind.UNDELIVERABLE, why);
  }

  /** The target answered. A redirect counts as a refusal, since redirects are not followed. */
  public static Attempt answered(int status) {
    if (status >= 200 && status < 300) {
      return delivered();
    }
    Kind kind =
        switch (status) {
          case GONE -> Kind.GONE;
          case REQUEST_TIMEOUT, TOO_EARLY, TOO_MANY -> Kind.FAILING;
          default -> status >= 500 ? Kind.FAILING : Kind.REFUSED;
        };
    return new Attempt(kind, "HTTP " + status);
  }

  /** The request was written, but no complete answer came. */
  public static Attempt failing(String why) {
    return new Attempt(Kind.FAILING, why);
  }

  /** No connection could be made. */
  public static Attempt unreachable(String why) {
    return new Attempt(Kind.UNREACHABLE, why);
  }
}
