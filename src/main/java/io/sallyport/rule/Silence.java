package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact who has not written to a gray number for long is a stranger again
 * (wazzup.md#what-is-refused).
 */
public final class Silence implements LedgerRule {

  private static final String CURE = "Wait until the contact writes.";

  private final @Nullable Duration longest;

  Silence(@Nullable Duration longest) {
    this.longest = longest;
  }

  @Override
  public Reason reason() {
    return Reason.SILENCE;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return longest != null;
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of("silence", longest == null ? 0 : longest.toSeconds());
  }

  /** The contact last wrote then, and since {@code endedAt} that is too long ago. */
  public record TooLong(Instant lastInboundAt, Instant endedAt) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.SILENCE;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This contact last wrote at "
          + lastInboundAt
          + "; since "
          + endedAt
          + " that is too long ago (sallyport.policy.gray.silence). "
          + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new TooLong(facts.at("last_inbound"), facts.at("ended"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies
        ? "The contact has written recently enough, or never."
        : "No silence is configured (sallyport.policy.gray.silence).";
  }
}
