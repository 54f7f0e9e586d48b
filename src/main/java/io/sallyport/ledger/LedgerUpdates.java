package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Meta and the business tell of contacts and numbers, taken into the ledger. */
public interface LedgerUpdates {

  /**
   * Takes in what Meta or the business said of contacts.
   *
   * @return parked sends of whose contacts a window is open now, and those that have begun to leave
   *     by an earlier message: whoever is told of them first lets them out, or, if it does not come
   *     to that, any replica; fails when any could not be stored: then Meta must be asked to say
   *     all of it again
   */
  Future<List<Leaving>> observe(List<? extends Observation> observations);

  /** Takes in what Meta said of a number; fails when it could not be stored. */
  Future<Void> observe(NumberNews news);

  /**
   * A webhook of the number arrived: while they do, no news of a contact is news, too. After the
   * number's account was disconnected only what happened an hour later says that they come again:
   * before, it is what was under way.
   *
   * @param afterGap whether one could not be stored since the last that was
   * @param newest when the newest of what it tells happened, by Meta; null when it does not say
   * @return fails when it could not be stored
   */
  Future<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest);

  /**
   * Forgets a contact under all names, but for an opt-out. What is under way may be heard of once
   * more, and then is the first that is known.
   */
  Future<Void> forget(String phoneNumberId, Contact contact);
}
