package io.sallyport.message;

import io.sallyport.contact.Contact;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to a message of Messenger or Instagram (platform-facts.md#pages).
 *
 * @param kind of the recipient
 * @param tag upper case; null without one
 * @param isTagged whether {@code messaging_type} says so, or says nothing
 * @param isUtility whether it is a utility template of Messenger's
 * @param isFeedback whether it is Messenger's template that asks for feedback
 */
public record PageMessage(
    Kind kind, @Nullable String tag, boolean isTagged, boolean isUtility, boolean isFeedback)
    implements OwnMessage {

  /** A message to a person, with nothing particular. */
  public static OutboundMessage plain(Contact person) {
    return OutboundMessage.own(
        SendClass.FREE_FORM, person, new PageMessage(Kind.PERSON, null, false, false, false));
  }

  /** Whom or what {@code recipient} names. */
  public enum Kind {
    /** A person, by the id the account knows them by, or by phone number. */
    PERSON("id"),
    PHONE("phone_number"),
    /** Whoever wrote a comment or a post: one private reply. */
    COMMENT("comment_id"),
    POST("post_id"),
    /** Whoever ticked a box of the account's: one message. */
    USER_REF("user_ref"),
    ONE_TIME_TOKEN("one_time_notif_token"),
    /** Whoever asked for marketing messages: one in 24 hours. */
    MARKETING_TOKEN("notification_messages_token");

    private final String member;

    Kind(String member) {
      this.member = member;
    }

    /** Its name in {@code recipient}. */
    public String member() {
      return member;
    }

    /** Whether it is the right to one private reply. */
    public boolean isReply() {
      return this == COMMENT || this == POST;
    }

    /** Whether it stands for the person, who cannot be told from it. */
    public boolean isToken() {
      return this == USER_REF || this == ONE_TIME_TOKEN || this == MARKETING_TOKEN;
    }
  }
}
