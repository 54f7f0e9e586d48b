package io.sallyport.account;

import java.util.Locale;

/** How the gateway comes to know a number, a WABA, a client or a target. */
public enum Origin {
  /** It is named in the configuration, which wins. */
  CONFIGURATION,
  /** A number that a WABA of the configuration lists. */
  WABA,
  /** It was put at run time; a number, that its WABA was. */
  API;

  /** As answers spell it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
