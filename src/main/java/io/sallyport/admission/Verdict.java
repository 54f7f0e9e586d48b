package io.sallyport.admission;

import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.sallyport.pricing.Charge;
import org.jspecify.annotations.Nullable;

/** A ledger's answer to a send. */
public sealed interface Verdict {

  /**
   * It may leave.
   *
   * @param reservation to be committed or released when its end is known
   * @param observed why it would have been refused, were that rule enforced
   * @param charge what it is expected to cost
   */
  record Admitted(Window window, Reservation reservation, @Nullable Grounds observed, Charge charge)
      implements Verdict {}

  /** It may not; nothing was consumed. */
  record Refused(Window window, Grounds grounds) implements Verdict {}

  /** The ledger could not say. What it may have reserved meanwhile, it gives back itself. */
  record Undecided() implements Verdict {}
}
