package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Only apps with Meta's approval may tag messages as a human agent's
 * (platform-facts.md#message-tags).
 */
final class HumanAgentOff implements LedgerRule {

  private static final String CURE =
      "Get the feature Human Agent approved for the app at Meta, then set"
          + " sallyport.accounts.\"<id>\".human-agent=true.";

  @Override
  public Reason reason() {
    return Reason.HUMAN_AGENT_OFF;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return Boolean.TRUE.equals(terms.ofChannel().get(PageTerms.HUMAN_AGENT_IS_OFF));
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** Outside 24 hours, on an account without the approval. */
  record Off(@Nullable Instant lastInboundAt) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.HUMAN_AGENT_OFF;
    }

    @Override
    public String details(PolicySettings settings) {
      return (lastInboundAt == null
              ? "This person has not written to this account"
              : "This person was last heard of at " + lastInboundAt)
          + ", and this account may not use the tag HUMAN_AGENT. "
          + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new Off(facts.seconds("last_inbound"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return applies
        ? "Within 24 hours the tag changes nothing."
        : "The message has no such tag, or the account may use it.";
  }
}
