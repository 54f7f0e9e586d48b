package io.sallyport.channel;

import io.sallyport.contact.Contact;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.message.WazzupBody;
import io.sallyport.rule.Rules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of Wazzup's channels, by transport. Which channel a send is on stands in its body, and is
 * known before it is read here.
 *
 * @param rules of the transport; none for its groups
 */
public record Wazzup(Transport transport, Rules rules) implements Channel {

  @Override
  public Reading read(byte[] body, BodyFormat format, @Nullable String country) {
    WazzupBody.Read read = WazzupBody.read(body);
    WazzupBody message = read.body();
    if (message == null) {
      return new Reading.Malformed(
          read.malformed() == null ? "The body is no message." : read.malformed().why());
    }
    Optional<Contact> contact = contact(transport, message);
    return contact.isEmpty()
        ? new Reading.Malformed("`chatId` is none of the channel's.")
        : new Reading.Understood(
            OutboundMessage.onChannel(
                contact.get(), transport.isTemplate(message), message.content()));
  }

  /**
   * To whom a message goes. On a channel that is guarded only {@code chatId} says so, since nobody
   * knows which of two names Wazzup would take.
   */
  public static Optional<Contact> contact(Transport transport, WazzupBody message) {
    String chatId = message.chatId();
    if (transport.isGuarded() && (chatId == null || message.otherName() != null)) {
      return Optional.empty();
    }
    String name = chatId == null ? String.valueOf(message.otherName()) : chatId;
    return transport.contact(message.chatType(), name);
  }
}
