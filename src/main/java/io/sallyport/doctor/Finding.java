package io.sallyport.doctor;

import java.util.Locale;

/**
 * One line of the doctor's.
 *
 * @param check what was looked at, in two or three words
 * @param about what was found, without a secret
 * @param fix the key to set or the command to run; empty when there is nothing to do
 */
public record Finding(State state, String check, String about, String fix) {

  /** How it stands. */
  public enum State {
    OK,
    /** It works, and may do harm another day. */
    WARN,
    FAIL,
    /** It could not be looked at, or nothing is configured to be looked at. */
    SKIP;

    /** As it is printed. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Finding ok(String check, String about) {
    return new Finding(State.OK, check, about, "");
  }

  public static Finding warn(String check, String about, String fix) {
    return new Finding(State.WARN, check, about, fix);
  }

  public static Finding fail(String check, String about, String fix) {
    return new Finding(State.FAIL, check, about, fix);
  }

  public static Finding skip(String check, String about) {
    return new Finding(State.SKIP, check, about, "");
  }
}
