package io.sallyport.instead;

import io.sallyport.instead.DeferredQueue.Added;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends that are held for a person, by number. Durable; shared by all replicas. */
public interface HeldSends {

  /**
   * A send that is held.
   *
   * @param contact the name it is sent to
   * @param message its body, as it came
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record HeldSend(String id, String client, String contact, HeldFor held, byte[] message) {}

  /** Holds a send. */
  Future<Added> hold(String phoneNumberId, DeferredSend send, HeldFor held);

  /** Those that are held, the oldest first; 1,000 at most. */
  Future<List<HeldSend>> list(String phoneNumberId);

  /**
   * Lets a send go: it is the next that is tried.
   *
   * @return whether it was held until now
   */
  Future<Boolean> release(String phoneNumberId, String id);

  /**
   * A person says no.
   *
   * @param because what the person says; null for nothing
   * @return whether it was held until now
   */
  Future<Boolean> refuse(String phoneNumberId, String id, @Nullable String because);

  /**
   * Takes a send out that is held, or parked and not on its way.
   *
   * @return whether it was there, and is cancelled now
   */
  Future<Boolean> cancel(String phoneNumberId, String id);

  /** Ids of the sends whose time has come, and of those whose end is still to be told; some. */
  Future<List<String>> ended(String phoneNumberId);

  /**
   * Ends a send that nobody let go in time.
   *
   * @return null when it is on its way, or has come to another end
   */
  Future<@Nullable Expired> expire(String phoneNumberId, String id);

  /** The time of what is parked or held has come, of some sends at once. */
  Future<Void> hasten(String phoneNumberId);

  /** The end is told. */
  Future<Void> told(String phoneNumberId, String id);

  /**
   * What is told of a send that expired.
   *
   * @param contact the name it was to go to
   */
  record Expired(
      String id,
      String client,
      String contact,
      @Nullable String callbackData,
      Instant since,
      Instant at) {}
}
