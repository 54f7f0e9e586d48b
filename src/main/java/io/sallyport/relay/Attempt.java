package io.sallyport.relay;

/**
 * How a try ended.
 *
 * @param error in words, for people; empty when it was delivered
 */
public record Attempt(Kind kind, String error) {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int GONE = 410;
  private static final int TOO_EARLY = 425;
  private static final int TOO_MANY = 429;

  /** What it means for the letter and for the target. */
  public enum Kind {
    /** The target has it. */
    DELIVERED,
    /** The target does not want this letter; it may take others. */
    REFUSED,
    /** The target wants nothing any more: 410. */
    GONE,
    /** The target has trouble, maybe with this letter only. */
    FAILING,
    /** There is no connection to the target, whatever the letter. */
    UNREACHABLE
  }

  /** The target answered; a redirection is a refusal, since it is not followed. */
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

  /** The request was written, and no whole answer came. */
  public static Attempt failing(String why) {
    return new Attempt(Kind.FAILING, why);
  }

  /** No connection could be made. */
  public static Attempt unreachable(String why) {
    return new Attempt(Kind.UNREACHABLE, why);
  }
}
