package io.sallyport.ledger;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.NoOptIn;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.PairRate;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.rule.Throughput;
import io.sallyport.rule.WindowClosed;
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
  final SendContext context;
  final @Nullable Instant covered;
  final Window window;

  /** Since when the contact has left the name; null when the contact reads what is sent to it. */
  private final @Nullable Instant left;

  /** Who was heard under the name: nobody, when it was left. */
  private final ContactHistory heard;

  SendCase(Instant now, NumberHistory number, Contact contact, Terms terms, SendContext context) {
    this.now = now;
    this.second = now.truncatedTo(ChronoUnit.SECONDS);
    this.number = number;
    this.person = number.people.named(contact);
    this.terms = terms;
    this.context = context;
    this.covered = number.coveredSince(second);
    Instant leftAt = number.people.left(contact);
    this.left = leftAt == null || second.isBefore(leftAt) ? null : leftAt;
    this.heard = left == null ? person : new ContactHistory();
    this.window = heard.window(now, terms.windowMargin(), covered);
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
      case MARKETING_THROTTLED -> marketingThrottled();
      case PAIR_RATE -> pairRate();
      case THROUGHPUT -> throughput();
      default -> throw new AssertionError(reason);
    };
  }

  private Marketing marketing() {
    return Objects.requireNonNull(terms.marketing());
  }

  private @Nullable Grounds optedOut() {
    var consent = person.consent();
    return switch (consent.state()) {
      case OPT_OUT -> new OptedOut.Stopped(Objects.requireNonNull(consent.at()));
      case OPT_IN, NONE -> null;
    };
  }

  private @Nullable Grounds noOptIn() {
    boolean in = person.consent().state() == Consent.State.OPT_IN;
    return in || heard.lastInboundAt() != null ? null : new NoOptIn.NoneRecorded();
  }

  private @Nullable Grounds windowClosed() {
    return switch (window.state()) {
      case OPEN -> null;
      case CLOSED ->
          left == null
              ? new WindowClosed.Closed(window.lastInboundAt(), person.closedByMeta())
              : new WindowClosed.NameLeft(left);
      case UNKNOWN -> terms.unknownWindowPasses() ? null : new WindowClosed.Unknown(covered);
    };
  }

  /** Of all that stand in the way what lasts longest, and of equals the first. */
  private @Nullable Grounds marketingThrottled() {
    if (context.blockedCountry() != null) {
      return new MarketingThrottled.BlockedCountry(context.blockedCountry());
    }
    Grounds longest =
        person.marketing.refuses(now, window.state(), marketing(), heard.lastInboundAt());
    Instant quiet = context.quietUntil();
    boolean isQuiet = quiet != null && quiet.isAfter(now) && window.state() != Window.State.OPEN;
    if (isQuiet && (longest == null || isBefore(longest.possibleAt(), quiet))) {
      return new MarketingThrottled.Quiet(quiet);
    }
    double rate = terms.rates().marketing();
    Instant nextAt =
        rate == 0 ? null : number.marketingRate.nextAt(now, rate, Math.max(1, Math.floor(rate)));
    return longest == null && nextAt != null
        ? new MarketingThrottled.MarketingRate(nextAt)
        : longest;
  }

  /** What has no end lasts longest. */
  private static boolean isBefore(@Nullable Instant first, Instant second) {
    return first != null && first.isBefore(second);
  }

  private @Nullable Grounds pairRate() {
    Instant nextAt = number.pairRate(person).nextAt(now, 1 / 6.0, 45);
    return nextAt == null ? null : new PairRate.Exceeded(nextAt);
  }

  private @Nullable Grounds throughput() {
    int perSecond = number.perSecond(terms.rates());
    Instant nextAt = number.throughput.nextAt(now, perSecond, perSecond);
    return nextAt == null ? null : new Throughput.Exceeded(perSecond, nextAt);
  }

  /** Takes what the admitted send needs. */
  Held hold(String id) {
    boolean pair = holds(Reason.PAIR_RATE);
    boolean out = holds(Reason.THROUGHPUT);
    boolean promo =
        terms.marketing() != null
            && terms.rates().marketing() > 0
            && terms.enforcement(Reason.MARKETING_THROTTLED) != Enforcement.OFF
            && !(marketingThrottled() instanceof MarketingThrottled.MarketingRate);
    if (pair) {
      number.pairRate(person).take();
    }
    if (out) {
      number.throughput.take();
    }
    if (promo) {
      number.marketingRate.take();
    }
    return new Held(isCounted(id), pair, out, promo);
  }

  private boolean holds(Reason reason) {
    return terms.enforcement(reason) != Enforcement.OFF && grounds(reason) == null;
  }

  private boolean isCounted(String id) {
    boolean counts =
        terms.marketing() != null
            && terms.enforcement(Reason.MARKETING_THROTTLED) != Enforcement.OFF
            && window.state() != Window.State.OPEN
            && person.marketing.count(now, marketing(), heard.lastInboundAt(), id);
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
        now, marketing(), heard.lastInboundAt(), throttled == null ? null : throttled.possibleAt());
  }
}
