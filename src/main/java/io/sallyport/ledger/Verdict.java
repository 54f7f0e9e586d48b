package io.sallyport.ledger;

import io.sallyport.contact.Window;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.Grounds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A ledger's answer to a send. */
public sealed interface Verdict {

  /**
   * What the ledger saw, in its own words, so that {@link Replays} can judge the send again; null
   * where that is not asked for.
   */
  default @Nullable String facts() {
    return null;
  }

  /**
   * It may leave.
   *
   * @param reservation to be committed or released when its end is known
   * @param observed why it would have been refused, were that rule enforced
   * @param charge what it is expected to cost; null where nothing is charged
   * @param quota what is left of the rate that is nearest to its end
   * @param tier Meta's word on the portfolio's messaging limit, if any, when the send counts there
   */
  record Admitted(
      Window window,
      Reservation reservation,
      @Nullable Grounds observed,
      @Nullable Charge charge,
      @Nullable Quota quota,
      @Nullable String tier,
      @Nullable String facts)
      implements Verdict {

    /** Without facts. */
    public Admitted(
        Window window,
        Reservation reservation,
        @Nullable Grounds observed,
        @Nullable Charge charge,
        @Nullable Quota quota,
        @Nullable String tier) {
      this(window, reservation, observed, charge, quota, tier, null);
    }
  }

  /**
   * It may not; nothing was consumed.
   *
   * @param quota what is left of the rate that is nearest to its end
   */
  record Refused(Window window, Grounds grounds, @Nullable Quota quota, @Nullable String facts)
      implements Verdict {

    /** Without facts. */
    public Refused(Window window, Grounds grounds, @Nullable Quota quota) {
      this(window, grounds, quota, null);
    }
  }

  /** Its Idempotency-Key was used before, and this is what came of it. */
  record Replayed(KeptAnswer answer) implements Verdict {}

  /** Its Idempotency-Key is in use: the send that has it may end any moment, or until then. */
  record InFlight(Instant until) implements Verdict {}

  /** Its Idempotency-Key was used with another body. */
  record KeyReused() implements Verdict {}

  /** Its Idempotency-Key was used, and nobody knows what came of it. */
  record OutcomeUnknown() implements Verdict {}

  /** The ledger could not say. What it may have reserved meanwhile, it gives back itself. */
  record Undecided() implements Verdict {}
}
