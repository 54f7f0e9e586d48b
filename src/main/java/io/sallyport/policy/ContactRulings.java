package io.sallyport.policy;

import io.sallyport.contact.Consent;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.policy.PolicySettings.Marketing;
import org.jspecify.annotations.Nullable;

/** Why a send passes the rules that a ledger judges. Times are RFC 3339 in UTC. */
final class ContactRulings {

  private final Terms terms;
  private final ContactState state;

  ContactRulings(Terms terms, ContactState state) {
    this.terms = terms;
    this.state = state;
  }

  String because(Reason reason, boolean applies) {
    return switch (reason) {
      case OPTED_OUT -> applies ? noOptOut() : onlyMarketing();
      case NO_OPT_IN -> applies ? mayBeWrittenTo() : optInNotNeeded();
      case WINDOW_CLOSED ->
          applies ? window() : "Only free-form messages need an open window. " + window();
      case MARKETING_THROTTLED -> applies ? allowance() : onlyMarketing();
      case PAIR_RATE -> "This contact was not written to as often as Meta lets.";
      case MESSAGING_LIMIT ->
          applies
              ? "The portfolio may reach this contact."
              : "Only what the business initiates outside a window is counted.";
      case THROUGHPUT -> "The number sends and receives less than it may.";
      default -> "Meta does not block such a send of this account.";
    };
  }

  private String onlyMarketing() {
    return "Only marketing is looked at; this message is of category "
        + terms.billing().category().lowerCase()
        + ".";
  }

  private String noOptOut() {
    String optedIn = optedIn();
    return optedIn == null ? "No opt-out is recorded." : "No opt-out is recorded; " + optedIn + ".";
  }

  private @Nullable String optedIn() {
    Consent consent = state.consent();
    return consent.state() == Consent.State.OPT_IN
        ? "opted in by " + consent.source() + " at " + consent.at()
        : null;
  }

  private String mayBeWrittenTo() {
    String optedIn = optedIn();
    return optedIn == null
        ? "The contact has written to this number, at " + state.window().lastInboundAt() + "."
        : "The contact has " + optedIn + ".";
  }

  private String optInNotNeeded() {
    return terms.needsWindow()
        ? "An answer in an open window needs no opt-in."
        : "No opt-in is asked for (sallyport.policy.require-opt-in=false).";
  }

  private String window() {
    Window window = state.window();
    return switch (window.state()) {
      case OPEN ->
          "The window is open until "
              + window.expiresAt()
              + "; the contact last wrote at "
              + window.lastInboundAt()
              + ".";
      case CLOSED -> "The window is closed; " + lastInbound(window) + ".";
      case UNKNOWN ->
          "Whether the window is open is not known"
              + (terms.needsWindow() ? " (sallyport.policy.unknown-window=allow)." : ".");
    };
  }

  private static String lastInbound(Window window) {
    return window.lastInboundAt() == null
        ? "the contact has not written to this number"
        : "the contact last wrote at " + window.lastInboundAt();
  }

  private String allowance() {
    if (state.window().state() == Window.State.OPEN) {
      return "Marketing in an open window is not counted. " + window();
    }
    MarketingUse use = state.marketing();
    return use.sent()
        + " of "
        + allowed(terms.marketing())
        + " marketing templates used"
        + (use.since() == null ? "." : " since " + use.since() + ".");
  }

  private static int allowed(@Nullable Marketing marketing) {
    return marketing == null ? 0 : marketing.max();
  }
}
