package io.sallyport.translation;

import org.jspecify.annotations.Nullable;

/**
 * What became of a text.
 *
 * @param text in the other language; null when the original stands
 * @param language the text's own; null when it is not known
 */
public record Translation(Outcome outcome, @Nullable String text, @Nullable String language) {

  /** How it ended, for meters. Unless it was translated the original goes. */
  public enum Outcome {
    TRANSLATED,
    /** It is in that language already. */
    SAME_LANGUAGE,
    /** The server did not answer in time. */
    TIMEOUT,
    /** The server does not want to: its key, its limits, a language it does not know. */
    REFUSED,
    /** No connection, a failure of the server's, or no translation in its answer. */
    FAILED,
    /** It came, and is longer than a message may be. */
    TOO_LONG
  }

  static Translation none(Outcome outcome) {
    return new Translation(outcome, null, null);
  }
}
