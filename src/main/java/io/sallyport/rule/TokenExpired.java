package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;

/**
 * A token has an end, and the person can stop what it is for
 * (platform-facts.md#tokens-of-messenger).
 */
final class TokenExpired implements LedgerRule {

  private static final String CURE = "Ask the person again for these messages.";

  @Override
  public Reason reason() {
    return Reason.TOKEN_EXPIRED;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return PageTerms.uses(terms, PageTerms.ONCE) || PageTerms.uses(terms, PageTerms.DAILY);
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** It has ended. */
  record Expired(Instant at) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.TOKEN_EXPIRED;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This token ended at " + at + ". " + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  /** The person has stopped it. */
  record Stopped(Instant at) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.TOKEN_EXPIRED;
    }

    @Override
    public String details(PolicySettings settings) {
      return "The person stopped these messages at " + at + ". " + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return switch (kind) {
      case "expired" -> new Expired(facts.at("at"));
      case "stopped" -> new Stopped(facts.at("at"));
      default -> throw LedgerRule.unknown(kind);
    };
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies ? "It is not known to have ended." : "The recipient is no token.";
  }
}
