package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.pricing.Billing;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An admitted send until it is settled.
 *
 * @param id unique among the contact's reservations
 * @param at when it was admitted, whole seconds
 * @param held what is given back if it does not happen; a reservation that is never settled counts
 *     as sent
 * @param window as it was found
 * @param observed why it would have been refused
 * @param billing how it is charged if Meta takes it
 */
public record Reservation(
    String phoneNumberId,
    Contact contact,
    String id,
    Instant at,
    Held held,
    Window.State window,
    @Nullable Reason observed,
    Billing billing) {

  /** The same, for a send that another rule would have refused before. */
  public Reservation observed(@Nullable Refusal refusal) {
    return refusal == null || refusal.reason() == observed
        ? this
        : new Reservation(phoneNumberId, contact, id, at, held, window, refusal.reason(), billing);
  }

  /** The same, of a send that Meta has counted though it refused it. */
  public Reservation withoutTokens() {
    return new Reservation(
        phoneNumberId, contact, id, at, held.withoutTokens(), window, observed, billing);
  }

  /** Whether it holds a marketing slot. */
  public boolean counted() {
    return held.marketingSlot();
  }
}
