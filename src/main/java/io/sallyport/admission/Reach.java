package io.sallyport.admission;

import io.sallyport.contact.Contact;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The contacts a business portfolio reaches outside a customer service window: each counts for 24 h
 * from the last such send to it (platform-facts.md#messaging-limit).
 */
public interface Reach {

  /**
   * Counts a send, if its contact may be reached.
   *
   * @param id of the send
   * @param limit how many contacts may be
   * @return null when it may; else when the first of the others does not count any more
   */
  Uni<@Nullable Instant> take(String portfolio, Contact contact, String id, long limit);

  /** What {@link #take} would answer; nothing is counted. */
  Uni<@Nullable Instant> look(String portfolio, Contact contact, long limit);

  /** Meta took the send: from now on it is known by the message's id. */
  Uni<Void> keep(String portfolio, String id, String wamid);

  /** The send did not happen, by its own id. */
  Uni<Void> giveBack(String portfolio, String id);

  /** The message was not delivered. */
  Uni<Void> failed(String portfolio, String wamid);
}
