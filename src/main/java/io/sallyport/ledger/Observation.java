package io.sallyport.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.template.Category;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Meta, or the business, said of a contact. Observations commute and repeat: in any order, any
 * number of times, they come to the same state. All teach the names they use.
 */
public sealed interface Observation {

  String phoneNumberId();

  Names contact();

  /**
   * When it happened: Meta's time of it, in whole seconds; in milliseconds where a person on
   * Messenger or Instagram wrote.
   */
  Instant at();

  /**
   * The contact wrote or called, which opens the customer service window.
   *
   * @param fromAd whether it carries an ad's referral (platform-facts.md#ad-referrals)
   */
  record Inbound(String phoneNumberId, Names contact, Instant at, Via via, boolean fromAd)
      implements Observation {}

  /** How it is known that a contact wrote. */
  enum Via {
    MESSAGE,
    /** A call the contact made, or one of the business the contact accepted. */
    CALL,
    /** A copy, while another app owns the conversation. */
    STANDBY,
    /** A message Meta does not pass on. */
    UNSUPPORTED,
    /** The business said so. */
    IMPORT,
    /** Something a person did on another channel than WhatsApp. Nobody waits for its answer. */
    EVENT
  }

  /**
   * What another channel lets one use once was granted or taken back.
   *
   * @param contact under which it is kept
   * @param ends when it ends; null for not by itself, or when this does not say
   * @param person whom it stands for, if it is known
   */
  record RightHeard(
      String phoneNumberId,
      Names contact,
      Instant at,
      Right right,
      @Nullable Instant ends,
      @Nullable Contact person)
      implements Observation {}

  /** What was heard of a right. */
  enum Right {
    /** A comment or post was written; of several times the first counts. */
    REPLY,
    /** A token was given, or its messages were resumed. */
    TOKEN,
    /** The person stopped the messages of a token. */
    STOPPED,
    /** No right: the account writes to itself, which Meta judges. */
    SELF
  }

  /**
   * A message accepted earlier was not delivered.
   *
   * @param code Meta's error code, see {@link io.sallyport.message.MetaError}
   * @param participant who did not get a message to a group; null when nobody did
   */
  record SendFailed(
      String phoneNumberId,
      Names contact,
      Instant at,
      String wamid,
      int code,
      @Nullable Contact participant)
      implements Observation {

    public SendFailed(String phoneNumberId, Names contact, Instant at, String wamid, int code) {
      this(phoneNumberId, contact, at, wamid, code, null);
    }
  }

  /**
   * A message accepted earlier was sent or delivered.
   *
   * @param delivered whether it was delivered or read, not only sent
   * @param price Meta's word on the price; null when the status has none
   * @param freeEntryPointEnd the end of the free entry point window, if Meta states one
   * @param participant whom of a group this is about: each is a charge (platform-facts.md#groups);
   *     null when about all
   */
  record SendReported(
      String phoneNumberId,
      Names contact,
      Instant at,
      String wamid,
      boolean delivered,
      @Nullable Price price,
      @Nullable Instant freeEntryPointEnd,
      @Nullable Contact participant)
      implements Observation {}

  /**
   * Meta's word on a message's price (platform-facts.md#price-in-a-status).
   *
   * @param category the category it is billed under; null when Meta names none
   */
  record Price(Kind kind, @Nullable Category category) {
    /** {@code pricing.type}. */
    public enum Kind {
      REGULAR,
      FREE_ENTRY_POINT,
      /** Any other type that starts with {@code free}. */
      FREE
    }
  }

  /** Somebody stated the contact's consent; see {@link io.sallyport.contact.Consent}. */
  record ConsentStated(
      String phoneNumberId,
      Names contact,
      Instant at,
      boolean optIn,
      String source,
      boolean byContact)
      implements Observation {}

  /** The business answered outside the API: on its phone, or by another app. */
  record Answered(String phoneNumberId, Names contact, Instant at) implements Observation {}

  /** The contact left one name for others: another phone number, or another user id. */
  record Renamed(String phoneNumberId, Contact left, Names contact, Instant at)
      implements Observation {}

  /** Meta said only which names are one contact's. */
  record Named(String phoneNumberId, Names contact, Instant at) implements Observation {}

  /**
   * A status carries callback data: Meta took a send, perhaps one whose answer was lost.
   *
   * @param callbackData the message's {@code biz_opaque_callback_data}
   */
  record SendProved(
      String phoneNumberId, Names contact, Instant at, String wamid, String callbackData)
      implements Observation {}
}
