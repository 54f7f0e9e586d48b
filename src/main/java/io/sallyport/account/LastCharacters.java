package io.sallyport.account;

import org.jspecify.annotations.Nullable;

/** What is shown of a secret, to tell it from another. */
public final class LastCharacters {

  private static final int SHOWN = 4;

  /** Shortest secret of which the last characters are shown: of a shorter one they are most. */
  private static final int SHORTEST = 8;

  private LastCharacters() {}

  /** The last four; null of a secret too short to show any. */
  public static @Nullable String of(String secret) {
    return secret.length() < SHORTEST ? null : secret.substring(secret.length() - SHOWN);
  }
}
