package io.sallyport.rule;

import io.sallyport.contact.Consent;
import io.sallyport.contact.ContactState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact who stopped marketing gets none until they resume it
 * (platform-facts.md#account-webhooks).
 */
public final class OptedOut implements LedgerRule {

  @Override
  public Reason reason() {
    return Reason.OPTED_OUT;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return terms.marketing() != null;
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    return Map.of();
  }

  /** The contact stopped marketing at {@code at}. */
  public record Stopped(Instant at) implements Grounds {

    @Override
    public Reason reason() {
      return Reason.OPTED_OUT;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This contact stopped marketing messages at " + at + ". " + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return "Utility templates and replies in an open window can still be sent; marketing again"
          + " when the contact resumes it.";
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return new Stopped(facts.at("at"));
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    if (!applies) {
      return onlyMarketing(terms);
    }
    String optedIn = optedIn(state);
    return optedIn == null ? "No opt-out is recorded." : "No opt-out is recorded; " + optedIn + ".";
  }

  /** Why a rule about marketing does not look at another send. */
  static String onlyMarketing(Terms terms) {
    return "Only marketing is looked at; this message is of category "
        + terms.billing().category().lowerCase()
        + ".";
  }

  /** By whom and when the contact was opted in; null when they were not. */
  static @Nullable String optedIn(ContactState state) {
    Consent consent = state.consent();
    return consent.state() == Consent.State.OPT_IN
        ? "opted in by " + consent.source() + " at " + consent.at()
        : null;
  }
}
