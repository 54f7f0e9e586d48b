package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The contacts a business portfolio reaches outside a customer service window: each counts for 24 h
 * from the last such send to it (platform-facts.md#messaging-limit).
 */
public interface MessagingLimitStore {

  /**
   * Counts a send, if its contact may be reached.
   *
   * @param id of the send
   * @param limit how many contacts may be
   * @return null when it may; else when the first of the others does not count any more
   */
  Future<@Nullable Instant> take(String portfolio, Contact contact, String id, long limit);

  /** What {@link #take} would answer; nothing is counted. */
  Future<@Nullable Instant> look(String portfolio, Contact contact, long limit);

  /** Meta took the send: from now on it is known by the message's id. */
  Future<Void> keep(String portfolio, String id, String wamid);

  /** The send did not happen: a {@link #take} that is on its way counts nothing any more. */
  Future<Void> giveBack(String portfolio, String id);

  /** The message was not delivered; {@link #keep} may not have come yet. */
  Future<Void> failed(String portfolio, String wamid);
}
