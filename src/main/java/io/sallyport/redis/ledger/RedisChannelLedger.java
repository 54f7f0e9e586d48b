package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.GrayUpdates.Addressee;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.redis.ledger.ProvidersMessages.Taken;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * The ledger of providers' channels: sends are decided as all are, and one that was taken is found
 * again by its message's id.
 */
public final class RedisChannelLedger implements Ledger {

  private final Ledger ledger;
  private final ProvidersMessages messages;

  public RedisChannelLedger(Ledger ledger, ProvidersMessages messages) {
    this.ledger = ledger;
    this.messages = messages;
  }

  @Override
  public Future<Verdict> admit(
      String channelId, Contact contact, Terms terms, SendContext context) {
    return ledger.admit(channelId, contact, terms, context);
  }

  @Override
  public Future<Void> commit(Reservation reservation, Acceptance acceptance) {
    Addressee whose = new Addressee(reservation.phoneNumberId(), reservation.contact());
    return messages.taken(new Taken(whose, reservation.at()), reservation.id(), acceptance.wamid());
  }

  @Override
  public Future<Void> release(Reservation reservation) {
    return reservation.held().isNothing()
        ? Future.succeededFuture()
        : messages.notTaken(reservation);
  }

  @Override
  public Future<Void> shut(Reservation reservation, Terms terms) {
    return ledger.shut(reservation, terms);
  }

  /** A channel that is switched off answers so itself. */
  @Override
  public Future<Boolean> isDisabled(String channelId) {
    return Future.succeededFuture(false);
  }

  @Override
  public Instant now() {
    return ledger.now();
  }
}
