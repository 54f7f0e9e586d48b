package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider, or the business, said of a channel's contact or message. In any order, any
 * number of times, it comes to the same state.
 */
public sealed interface GrayNews {

  /** When it happened, by the provider, ms. */
  Instant at();

  /**
   * The contact wrote or called.
   *
   * @param messageId null where the business says so
   * @param isChange whether the provider tells of a change of the message, which counts only if it
   *     is the first that is heard of it
   */
  record Inbound(
      String channelId, Contact contact, Instant at, @Nullable String messageId, boolean isChange)
      implements GrayNews {}

  /**
   * A message was not delivered: it does not count.
   *
   * @param window of its channel, whose end was the reason; null when that was another
   */
  record Failed(String messageId, Instant at, @Nullable Duration window) implements GrayNews {}

  /**
   * The business wrote, perhaps by a send whose answer was lost.
   *
   * @param content what names its content, see {@link io.sallyport.message.WazzupBody#content()}
   * @param answer what the provider would have answered to the send
   */
  record Echo(
      String channelId,
      Contact contact,
      Instant at,
      String messageId,
      String content,
      String answer)
      implements GrayNews {}
}
