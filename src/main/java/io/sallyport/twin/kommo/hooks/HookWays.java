package io.sallyport.twin.kommo.hooks;

/**
 * How hooks are posted.
 *
 * @param newline the body on the wire ends with a line feed that is not signed, as four clients saw
 * @param signature what the header says
 * @param copies posts of one hook; Kommo itself makes one
 */
public record HookWays(boolean newline, Signature signature, int copies) {

  /** What {@code X-Signature} is. */
  public enum Signature {
    RIGHT,
    WRONG,
    MISSING
  }

  public static final HookWays KOMMO = new HookWays(true, Signature.RIGHT, 1);

  public HookWays {
    if (copies < 1 || copies > 100) {
      throw new IllegalArgumentException("copies must be 1 to 100");
    }
  }

  public HookWays withNewline(boolean to) {
    return new HookWays(to, signature, copies);
  }

  public HookWays withSignature(Signature to) {
    return new HookWays(newline, to, copies);
  }

  public HookWays withCopies(int to) {
    return new HookWays(newline, signature, to);
  }
}
