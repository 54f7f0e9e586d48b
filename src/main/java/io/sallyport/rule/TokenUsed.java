package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a person can be used once, or once in 24 hours
 * (platform-facts.md#tokens-of-messenger).
 */
final class TokenUsed implements LedgerRule {

  @Override
  public Reason reason() {
    return Reason.TOKEN_USED;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return PageTerms.uses(terms, PageTerms.ONCE) || PageTerms.uses(terms, PageTerms.DAILY);
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of("is_daily", PageTerms.uses(terms, PageTerms.DAILY));
  }

  /** It was used. */
  record Used(Instant at, @Nullable Instant nextAt) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.TOKEN_USED;
    }

    @Override
    public @Nullable Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This token was used at " + at + ". " + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return nextAt == null
          ? "It can be used once: wait until the person writes."
          : "It can be used again at " + nextAt + ".";
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new Used(facts.at("at"), facts.seconds("next"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies ? "It is not known to have been used." : "The recipient is no token.";
  }
}
