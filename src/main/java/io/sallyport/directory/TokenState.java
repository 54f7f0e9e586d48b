package io.sallyport.directory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What Meta says of an access token ({@code GET /debug_token}).
 *
 * @param validity whether Meta takes it
 * @param expiresAt null when it does not expire, or that is not known
 * @param missing permissions it needs and does not have, sorted
 */
public record TokenState(Validity validity, @Nullable Instant expiresAt, List<String> missing) {

  public static final TokenState UNKNOWN = new TokenState(Validity.UNKNOWN, null, List.of());

  /** Whether Meta takes a token. */
  public enum Validity {
    VALID,
    INVALID,
    EXPIRED,
    UNKNOWN
  }

  /** A token's state in a word. */
  public enum Word {
    OK,
    EXPIRING,
    EXPIRED,
    INVALID,
    INCOMPLETE,
    UNKNOWN;

    /** As answers spell it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How long before its end a token is said to expire. */
  public static final Duration SOON = Duration.ofDays(7);

  public TokenState {
    missing = List.copyOf(missing);
  }

  /** What is most urgent about it. */
  public Word word(Instant now) {
    boolean over = expiresAt != null && !now.isBefore(expiresAt);
    return switch (validity) {
      case UNKNOWN -> Word.UNKNOWN;
      case INVALID -> over ? Word.EXPIRED : Word.INVALID;
      case EXPIRED -> Word.EXPIRED;
      case VALID ->
          over
              ? Word.EXPIRED
              : !missing.isEmpty()
                  ? Word.INCOMPLETE
                  : expiresAt != null && !now.isBefore(expiresAt.minus(SOON))
                      ? Word.EXPIRING
                      : Word.OK;
    };
  }
}
