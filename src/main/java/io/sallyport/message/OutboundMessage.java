package io.sallyport.message;

import io.sallyport.contact.Contact;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the rules need to know of a send; the body's bytes are kept apart, unchanged.
 *
 * @param sendClass the kind of send
 * @param contact the recipient; null for {@link SendClass#CONTROL} only
 * @param template the template; set for {@link SendClass#TEMPLATE} only
 * @param directCategory upper-case category of a {@link SendClass#DIRECT_SEND}
 * @param callbackData {@code biz_opaque_callback_data}, if it has one
 * @param own what another channel says of it; null on WhatsApp
 */
public record OutboundMessage(
    SendClass sendClass,
    @Nullable Contact contact,
    @Nullable TemplateCall template,
    @Nullable String directCategory,
    @Nullable String callbackData,
    @Nullable OwnMessage own) {

  private static final OutboundMessage CONTROL =
      new OutboundMessage(SendClass.CONTROL, null, null, null, null, null);

  public OutboundMessage {
    require(contact == null, sendClass == SendClass.CONTROL);
    require(template != null, sendClass == SendClass.TEMPLATE && own == null);
    require(directCategory != null, sendClass == SendClass.DIRECT_SEND);
  }

  /** A message on WhatsApp. */
  public OutboundMessage(
      SendClass sendClass,
      @Nullable Contact contact,
      @Nullable TemplateCall template,
      @Nullable String directCategory,
      @Nullable String callbackData) {
    this(sendClass, contact, template, directCategory, callbackData, null);
  }

  /** A message of another channel, which has no templates in the registry. */
  public static OutboundMessage own(
      SendClass sendClass, @Nullable Contact contact, OwnMessage own) {
    return new OutboundMessage(sendClass, contact, null, null, null, own);
  }

  /**
   * A message on a provider's channel.
   *
   * @param isTemplate whether it needs no open window
   * @param content by which an echo of it is recognised
   */
  public static OutboundMessage onChannel(Contact contact, boolean isTemplate, String content) {
    SendClass sendClass = isTemplate ? SendClass.TEMPLATE : SendClass.FREE_FORM;
    return new OutboundMessage(sendClass, contact, null, null, content, OnChannel.MESSAGE);
  }

  /**
   * Reads the body of a {@code POST …/messages}; never throws, whatever the bytes.
   *
   * @param homeCountry ISO 3166 alpha-2 code of the country whose national numbers the caller may
   *     use; null for none
   */
  public static Reading read(byte[] body, @Nullable String homeCountry) {
    return MessageReader.read(body, homeCountry);
  }

  /** As {@link #read(byte[], String)}, of a body that may be a form. */
  public static Reading read(byte[] body, BodyFormat format, @Nullable String homeCountry) {
    return MessageReader.read(body, format, homeCountry);
  }

  static OutboundMessage control() {
    return CONTROL;
  }

  static OutboundMessage freeForm(Contact contact) {
    return new OutboundMessage(SendClass.FREE_FORM, contact, null, null, null);
  }

  static OutboundMessage template(Contact contact, TemplateCall template) {
    return new OutboundMessage(SendClass.TEMPLATE, contact, template, null, null);
  }

  static OutboundMessage directSend(Contact contact, String category) {
    return new OutboundMessage(SendClass.DIRECT_SEND, contact, null, category, null);
  }

  /** The same with callback data, which Meta returns in the message's statuses. */
  OutboundMessage withCallbackData(@Nullable String data) {
    return data == null
        ? this
        : new OutboundMessage(sendClass, contact, template, directCategory, data);
  }

  /** The recipient; throws for {@link SendClass#CONTROL}. */
  public Contact recipient() {
    return Objects.requireNonNull(contact, "a control call has no recipient");
  }

  private static void require(boolean actual, boolean expected) {
    if (actual != expected) {
      throw new IllegalArgumentException("not a message of its class");
    }
  }
}
