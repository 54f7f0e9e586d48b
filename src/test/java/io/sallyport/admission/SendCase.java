package io.sallyport.admission;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Terms;
import io.sallyport.pricing.Charge;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One send before the rules of the model. */
final class SendCase {

  final Instant now;
  final Instant second;
  final NumberHistory number;
  final ContactHistory person;
  final Terms terms;
  final @Nullable Instant covered;
  final Window window;

  SendCase(Instant now, NumberHistory number, Contact contact, Terms terms) {
    this.now = now;
    this.second = now.truncatedTo(ChronoUnit.SECONDS);
    this.number = number;
    this.person = number.people.named(contact);
    this.terms = terms;
    this.covered = number.coveredSince(second);
    this.window = person.window(now, terms.windowMargin(), covered);
  }

  boolean applies(Reason reason) {
    return switch (reason) {
      case OPTED_OUT, MARKETING_THROTTLED -> terms.marketing() != null;
      case NO_OPT_IN -> terms.needsOptIn();
      case WINDOW_CLOSED -> terms.needsWindow();
      default -> true;
    };
  }

  @Nullable Grounds grounds(Reason reason) {
    if (!applies(reason)) {
      return null;
    }
    return switch (reason) {
      case NUMBER_RESTRICTED ->
          number.restricts(second, !terms.needsWindow() && window.state() != Window.State.OPEN);
      case OPTED_OUT -> optedOut();
      case NO_OPT_IN -> noOptIn();
      case WINDOW_CLOSED -> windowClosed();
      case MARKETING_THROTTLED ->
          person.marketing.refuses(now, window.state(), marketing(), person.lastInboundAt());
      default -> throw new AssertionError(reason);
    };
  }

  private Marketing marketing() {
    return Objects.requireNonNull(terms.marketing());
  }

  private @Nullable Grounds optedOut() {
    var consent = person.consent();
    return switch (consent.state()) {
      case OPT_OUT -> new Grounds.OptedOut(Objects.requireNonNull(consent.at()));
      case OPT_IN, NONE -> null;
    };
  }

  private @Nullable Grounds noOptIn() {
    boolean in = person.consent().state() == Consent.State.OPT_IN;
    return in || person.lastInboundAt() != null ? null : new Grounds.NoOptIn();
  }

  private @Nullable Grounds windowClosed() {
    return switch (window.state()) {
      case OPEN -> null;
      case CLOSED -> new Grounds.WindowClosed(window.lastInboundAt(), person.closedByMeta());
      case UNKNOWN -> terms.unknownWindowPasses() ? null : new Grounds.WindowUnknown(covered);
    };
  }

  boolean isCounted(String id) {
    boolean counts =
        terms.marketing() != null
            && terms.enforcement(Reason.MARKETING_THROTTLED) != Enforcement.OFF
            && window.state() != Window.State.OPEN
            && person.marketing.count(now, marketing(), person.lastInboundAt(), id);
    if (counts) {
      person.see();
    }
    return counts;
  }

  Charge charge() {
    boolean open = window.state() == Window.State.OPEN;
    return person.sends.charge(second, open, terms.billing(), number.freeUsed(second));
  }

  MarketingUse use() {
    if (terms.marketing() == null) {
      return new MarketingUse(0, null, null);
    }
    Grounds throttled = grounds(Reason.MARKETING_THROTTLED);
    return person.marketing.use(
        now,
        marketing(),
        person.lastInboundAt(),
        throttled == null ? null : throttled.possibleAt());
  }
}
