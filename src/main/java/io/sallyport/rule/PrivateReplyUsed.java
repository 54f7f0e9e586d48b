package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;

/** A comment or post is replied to in private once (platform-facts.md#private-replies). */
final class PrivateReplyUsed implements LedgerRule {

  private static final String CURE =
      "Wait until the person answers: that opens a window of 24 hours.";

  @Override
  public Reason reason() {
    return Reason.PRIVATE_REPLY_USED;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return PageTerms.uses(terms, PageTerms.REPLY);
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** It was replied to. */
  record Used(Instant at) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.PRIVATE_REPLY_USED;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This comment or post was replied to in private at " + at + ". " + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new Used(facts.at("at"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies ? "No private reply to it is known." : "The message is no private reply.";
  }
}
