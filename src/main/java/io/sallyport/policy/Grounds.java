package io.sallyport.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The contact state a ledger refused a send on, one kind per rule. */
public sealed interface Grounds {

  /** The rule that refused. */
  default Reason reason() {
    if (this instanceof Restricted) {
      return Reason.NUMBER_RESTRICTED;
    } else if (this instanceof OptedOut) {
      return Reason.OPTED_OUT;
    } else if (this instanceof NoOptIn) {
      return Reason.NO_OPT_IN;
    }
    if (this instanceof PairRate) {
      return Reason.PAIR_RATE;
    } else if (this instanceof Throughput) {
      return Reason.THROUGHPUT;
    } else if (this instanceof ContactsReached) {
      return Reason.MESSAGING_LIMIT;
    }
    return this instanceof WindowClosed || this instanceof WindowUnknown || this instanceof NameLeft
        ? Reason.WINDOW_CLOSED
        : Reason.MARKETING_THROTTLED;
  }

  /** When the send becomes possible by itself; null when it does not, or nobody knows. */
  default @Nullable Instant possibleAt() {
    if (this instanceof AllowanceUsed used) {
      return used.nextAt();
    } else if (this instanceof TooSoon soon) {
      return soon.nextAt();
    } else if (this instanceof CoolDown coolDown) {
      return coolDown.nextAt();
    } else if (this instanceof QuietHours quiet) {
      return quiet.isEndless() ? null : quiet.nextAt();
    } else if (this instanceof MarketingRate rate) {
      return rate.nextAt();
    } else if (this instanceof PairRate rate) {
      return rate.nextAt();
    } else if (this instanceof Throughput throughput) {
      return throughput.nextAt();
    } else if (this instanceof ContactsReached reached) {
      return reached.nextAt();
    }
    return this instanceof Restricted restricted ? restricted.until() : null;
  }

  /**
   * Meta restricted the account (PF §3.6).
   *
   * @param everything whether replies are blocked, too, not only what the business initiates
   * @param until when it ends; null when Meta did not say
   */
  record Restricted(boolean everything, @Nullable Instant until) implements Grounds {

    /** The account is disabled: until it is reinstated nothing leaves, read receipts neither. */
    public static final Restricted DISABLED = new Restricted(true, null);
  }

  /** The contact has neither opted in nor written before, and policy wants either. */
  record NoOptIn() implements Grounds {}

  /** The contact stopped marketing at {@code at}. */
  record OptedOut(Instant at) implements Grounds {}

  /**
   * The customer service window is closed.
   *
   * @param lastInboundAt the contact's newest message, if any is known
   * @param closedByMetaAt when Meta reported it closed, if it did and no newer message is known
   */
  record WindowClosed(@Nullable Instant lastInboundAt, @Nullable Instant closedByMetaAt)
      implements Grounds {}

  /**
   * The contact left the name for another at {@code at}, and nobody has written under it since (PF
   * §1.2).
   */
  record NameLeft(Instant at) implements Grounds {}

  /**
   * Nothing is known of the window.
   *
   * @param coveredSince since when the number's webhooks have been seen, if any was
   */
  record WindowUnknown(@Nullable Instant coveredSince) implements Grounds {}

  /**
   * The open marketing conversation's allowance is used up.
   *
   * @param sent counted sends in it; 0 when the allowance is none
   * @param first when it started
   * @param nextAt when it ends
   */
  record AllowanceUsed(int sent, @Nullable Instant first, @Nullable Instant nextAt)
      implements Grounds {}

  /** The last counted marketing send is nearer than the configured gap, until {@code nextAt}. */
  record TooSoon(Instant nextAt) implements Grounds {}

  /** Meta reported 131049 at {@code failedAt}; marketing rests until {@code nextAt}. */
  record CoolDown(Instant failedAt, Instant nextAt) implements Grounds {}

  /** The number sends as much marketing as it may, until {@code nextAt}, ms. */
  record MarketingRate(Instant nextAt) implements Grounds {}

  /** The contact was written to as often as Meta lets (PF §5.2), until {@code nextAt}, ms. */
  record PairRate(Instant nextAt) implements Grounds {}

  /**
   * The number sends and receives as much as it may (PF §5.1), until {@code nextAt}, ms.
   *
   * @param perSecond its throughput
   */
  record Throughput(int perSecond, Instant nextAt) implements Grounds {}

  /**
   * The portfolio has reached as many contacts as it may (PF §5.3).
   *
   * @param limit how many that is
   * @param nextAt when the first of them does not count any more
   */
  record ContactsReached(long limit, Instant nextAt) implements Grounds {}

  /**
   * It is quiet where the contact may be.
   *
   * @param nextAt the end; {@link io.sallyport.policy.QuietHours#NEVER} when there is none
   */
  record QuietHours(Instant nextAt) implements Grounds {
    boolean isEndless() {
      return nextAt.equals(io.sallyport.policy.QuietHours.NEVER);
    }
  }

  /** No marketing is sent to the contact's country, an ISO 3166 alpha-2 code. */
  record BlockedCountry(String country) implements Grounds {}
}
