package io.sallyport.config;

import java.util.regex.Pattern;

/** What may stand for a number, a WABA, a portfolio, a client or a target. */
public final class Ids {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private Ids() {}

  /** Whether it is 1 to 64 letters, digits, dashes and underscores. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
