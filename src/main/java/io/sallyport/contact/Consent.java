package io.sallyport.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact's newest consent (platform-facts.md#opt-out).
 *
 * @param source who stated it: {@code meta}, {@code keyword}, or a source the business names
 * @param at when, whole seconds
 */
public record Consent(State state, @Nullable String source, @Nullable Instant at) {

  public static final Consent NONE = new Consent(State.NONE, null, null);

  /** The contact chose it in WhatsApp: a preference webhook, or the error 131050. */
  public static final String META = "meta";

  /** The contact wrote a keyword. */
  public static final String KEYWORD = "keyword";

  /** Whether the contact consents. */
  public enum State {
    NONE,
    OPT_IN,
    OPT_OUT
  }

  public Consent {
    if ((state == State.NONE) != (at == null) || (at == null) != (source == null)) {
      throw new IllegalArgumentException("a stated consent, and no other, has a time and a source");
    }
  }
}
