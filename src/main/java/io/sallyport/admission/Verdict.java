package io.sallyport.admission;

import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import org.jspecify.annotations.Nullable;

/** A ledger's answer to a send. */
public sealed interface Verdict {

  /**
   * It may leave.
   *
   * @param reservation what it holds of the contact's allowance until it is settled; null for
   *     nothing
   */
  record Admitted(Window window, @Nullable Reservation reservation) implements Verdict {}

  /** It may not; nothing was consumed. */
  record Refused(Window window, Grounds grounds) implements Verdict {}

  /** The ledger could not say. What it may have reserved meanwhile, it gives back itself. */
  record Undecided() implements Verdict {}
}
