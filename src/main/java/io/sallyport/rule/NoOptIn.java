package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import java.util.Map;

/**
 * With {@code sallyport.policy.require-opt-in} a business writes first only to who has opted in, or
 * has written before (platform-facts.md#opt-out).
 */
public final class NoOptIn implements LedgerRule {

  @Override
  public Reason reason() {
    return Reason.NO_OPT_IN;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return terms.needsOptIn();
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** The contact has neither opted in nor written before, and policy wants either. */
  public record NoneRecorded() implements Grounds {

    @Override
    public Reason reason() {
      return Reason.NO_OPT_IN;
    }

    @Override
    public String details(PolicySettings settings) {
      return "No opt-in of this contact is recorded, and the contact has not written to this number"
          + " (sallyport.policy.require-opt-in). "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return "Record the opt-in with PUT"
          + " /sallyport/v1/numbers/{phone_number_id}/contacts/{contact}/consent, or wait until the"
          + " contact writes.";
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new NoneRecorded();
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    if (!applies) {
      return terms.needsWindow()
          ? "An answer in an open window needs no opt-in."
          : "No opt-in is asked for (sallyport.policy.require-opt-in=false).";
    }
    String optedIn = OptedOut.optedIn(state);
    return optedIn == null
        ? "The contact has written to this number, at " + state.window().lastInboundAt() + "."
        : "The contact has " + optedIn + ".";
  }
}
