package io.sallyport.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The contact state a ledger refused a send on, one kind per rule. */
public sealed interface Grounds {

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
}
