package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What providers tell of their channels' contacts and messages, taken into the ledger. */
public interface GrayUpdates {

  /** Whose a message is that was sent here. */
  record Addressee(String channelId, Contact contact) {}

  /**
   * Takes it in.
   *
   * @return fails when any could not be stored; then the provider must say all of it again
   */
  Future<Void> observe(List<GrayNews> news);

  /** Whose a message is; null when it was not sent here, or long ago. */
  Future<@Nullable Addressee> addressee(String messageId);
}
