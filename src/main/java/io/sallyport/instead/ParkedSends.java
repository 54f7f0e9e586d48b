package io.sallyport.instead;

import io.sallyport.contact.Contact;
import io.sallyport.instead.DeferredQueue.Added;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends that wait until their contact writes: by number, in a list for each contact. Durable;
 * shared by all replicas. The webhook that opens the window marks the contact's list, in the same
 * step; from then on whoever comes first sends what is in it, one after another.
 */
public interface ParkedSends {

  /**
   * Parks a send, the last of its contact's.
   *
   * @param lastInboundAt the contact's newest message when it was decided; null when none was
   *     known: if the contact wrote since, it may leave at once
   */
  Future<Added> park(String phoneNumberId, DeferredSend send, @Nullable Instant lastInboundAt);

  /** Parks one again that was claimed and came too late, at its place. */
  Future<Void> parkAgain(
      String phoneNumberId, String list, DeferredSend send, @Nullable Instant lastInboundAt);

  /** The lists of contacts who wrote, of which a send may be tried now; some of them. */
  Future<List<String>> leaving(String phoneNumberId);

  /**
   * Claims the first send of a list.
   *
   * @return null when none may be tried now
   */
  Future<@Nullable DeferredSend> next(String phoneNumberId, String list);

  /**
   * Whether the first send of a list is claimed, by whatever replica, and has not ended, or is to
   * be claimed now.
   */
  Future<Boolean> isOnItsWay(String phoneNumberId, String list);

  /**
   * Whether the CRM has not heard yet of the message that let this list out; at most for {@link
   * io.sallyport.ledger.Leaving#LONGEST}.
   */
  Future<Boolean> isUntold(String phoneNumberId, String list);

  /** The CRM has heard of the message that let these lists out, or will before any later one. */
  Future<Void> told(String phoneNumberId, Collection<String> lists);

  /** Puts a claimed send back; those behind it wait for it. */
  Future<Void> putBack(String phoneNumberId, String list, String id, Instant notBefore);

  /** A claim stands until then: nobody knows what became of the send before. */
  Future<Void> keep(String phoneNumberId, String list, String id, Instant until);

  /** Holds a claimed send for a person. */
  Future<Void> hold(String phoneNumberId, String list, String id, HeldFor held);

  /** A claimed send has come to its end; its content is forgotten. */
  Future<Void> end(String phoneNumberId, String list, String id, SendEnd end);

  /**
   * Takes a contact's opener, of which one a day is sent.
   *
   * @return when it was taken by this; null when one was sent already
   */
  Future<@Nullable Instant> takeOpener(String phoneNumberId, Contact contact);

  /** Whether {@link #takeOpener} would take one; nothing is taken. */
  Future<Boolean> mayTakeOpener(String phoneNumberId, Contact contact);

  /** The opener that was taken then did not leave. */
  Future<Void> giveBackOpener(String phoneNumberId, Contact contact, Instant taken);
}
