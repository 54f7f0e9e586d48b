package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;

/** A comment or post is replied to in private within 7 days (platform-facts.md#private-replies). */
final class PrivateReplyExpired implements LedgerRule {

  private static final String CURE = "Answer in public, or wait until the person writes.";

  @Override
  public Reason reason() {
    return Reason.PRIVATE_REPLY_EXPIRED;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return PageTerms.uses(terms, PageTerms.REPLY);
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** It was written too long ago. */
  record Expired(Instant writtenAt) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.PRIVATE_REPLY_EXPIRED;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This comment or post was written at "
          + writtenAt
          + ", and could be replied to in private until "
          + writtenAt.plus(PageTerms.REPLY_WITHIN)
          + ". "
          + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new Expired(facts.at("written"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies
        ? "It is not known to be older than 7 days."
        : "The message is no private reply.";
  }
}
