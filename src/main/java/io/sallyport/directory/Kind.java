package io.sallyport.directory;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an entry of the directory is about. */
public enum Kind {
  WABA,
  CLIENT,
  TARGET,
  /** The numbers Meta lists of a WABA. */
  LISTING;

  /** How the store spells it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty of what a newer gateway keeps. */
  public static Optional<Kind> of(String word) {
    return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
