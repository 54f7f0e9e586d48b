package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.util.Map;

/** A gray number only replies to those who wrote to it (wazzup.md#what-is-refused). */
public final class FirstContact implements LedgerRule {

  private static final String CURE =
      "Wait until the contact writes. If they have, say so: POST"
          + " /sallyport/v1/channels/{channelId}/import.";

  @Override
  public Reason reason() {
    return Reason.FIRST_CONTACT;
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** No message of the contact is known. */
  public record NeverWrote() implements Grounds {

    @Override
    public Reason reason() {
      return Reason.FIRST_CONTACT;
    }

    @Override
    public String details(PolicySettings settings) {
      return "No message of this contact to this channel is known, and a gray number that writes"
          + " first is banned (sallyport.policy.gray.first-contact=reject). "
          + CURE;
    }

    @Override
    public String cure(PolicySettings settings) {
      return CURE;
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new NeverWrote();
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    return "The contact has written to this channel.";
  }
}
