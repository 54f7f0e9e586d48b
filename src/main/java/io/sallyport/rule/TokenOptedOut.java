package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.util.Map;

/**
 * Whoever stopped marketing gets none by token either; other channels' replies are no marketing.
 */
final class TokenOptedOut implements LedgerRule {

  @Override
  public Reason reason() {
    return Reason.OPTED_OUT;
  }

  @Override
  public String script() {
    return "token_opted_out";
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return PageTerms.uses(terms, PageTerms.DAILY) || PageTerms.uses(terms, PageTerms.ONCE);
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new OptedOut.Stopped(facts.at("at"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies ? "No opt-out is recorded." : "The recipient is no token.";
  }
}
