package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Meta lets a contact be written to once every 6 s, and up to 45 times ahead
 * (platform-facts.md#pair-rate).
 */
public final class PairRate implements LedgerRule {

  /** Between two messages to one contact. */
  public static final Duration INTERVAL = Duration.ofSeconds(6);

  /** Messages to one contact at once. */
  public static final int BURST = 45;

  @Override
  public Reason reason() {
    return Reason.PAIR_RATE;
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** The contact was written to as often as Meta lets, until {@code nextAt}, ms. */
  public record Exceeded(Instant nextAt) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.PAIR_RATE;
    }

    @Override
    public Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      return "Too many messages to this contact in a short time: Meta takes one every "
          + INTERVAL.toSeconds()
          + " seconds, and up to "
          + BURST
          + " ahead. "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return "The next is possible at " + nextAt + ".";
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new Exceeded(facts.millis("next_ms"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return "This contact was not written to as often as Meta lets.";
  }
}
