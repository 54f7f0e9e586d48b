package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.contact.Names;
import org.jspecify.annotations.Nullable;

/** One thing of a letter that Kommo is told. */
sealed interface ToKommo {

  /** Somebody wrote, or wrote anew or took back, or reacted, in the contact's chat. */
  sealed interface Written extends ToKommo {

    Names contact();

    /** As the contact calls itself; else the phone number. */
    String name();

    /** Meta's item. */
    JsonNode message();
  }

  /**
   * The contact did.
   *
   * @param isOld written before the number came to the Cloud API
   * @param begun when the letter in which it stands was taken up, ns
   */
  record Inbound(Names contact, String name, JsonNode message, boolean isOld, long begun)
      implements Written {}

  /** The business did elsewhere: on its phone, or by another client of the gateway. */
  record Echo(Names contact, String name, JsonNode message) implements Written {}

  /** The file of an old message, which was told without it. */
  record OldFile(Written message) implements ToKommo {}

  /** The contact has another number or user id. */
  record Moved(Names before, Names now) implements ToKommo {}

  /**
   * What became of a message of Kommo's.
   *
   * @param about the message, or the part of it
   * @param status 1 delivered, 2 read, -1 failed
   * @param failed why; null when it has not
   */
  record Status(CallbackData about, int status, Ending.@Nullable Failed failed) implements ToKommo {

    static final int DELIVERED = 1;
    static final int READ = 2;
    static final int FAILED = -1;

    static Status failed(CallbackData about, Ending.Failed why) {
      return new Status(about, FAILED, why);
    }
  }

  /**
   * The same where Meta names its own id of the message only.
   *
   * @param wamid perhaps of a message that is not Kommo's
   */
  record StatusOf(String wamid, int status, Ending.@Nullable Failed failed) implements ToKommo {}
}
