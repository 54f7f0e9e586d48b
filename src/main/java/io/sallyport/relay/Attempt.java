package io.sallyport.relay;

/**
 * How one attempt to deliver a letter ended.
 *
 * @param error for operators to read; empty when it was delivered
 */
public record Attempt(Kind kind, String error) {

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
    /** The target wants no more letters at all: 410. */
    GONE,
    /** A temporary failure, perhaps of this letter only. */
    FAILING,
    /** No connection to the target: not the letter's fault. */
    UNREACHABLE
  }

  /** The target answered. A redirect counts as a refusal, since redirects are not followed. */
  public static Attempt answered(int status) {
    if (status >= 200 && status < 300) {
      return new Attempt(Kind.DELIVERED, "");
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
