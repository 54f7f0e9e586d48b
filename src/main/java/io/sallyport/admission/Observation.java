package io.sallyport.admission;

import io.sallyport.contact.Contact;
import java.time.Instant;

/**
 * What Meta said of a contact. Observations commute and repeat: in any order, any number of times,
 * they come to the same state.
 */
public sealed interface Observation {

  String phoneNumberId();

  Contact contact();

  /** Meta's time of it, whole seconds. */
  Instant at();

  /** The contact wrote. */
  record InboundMessage(String phoneNumberId, Contact contact, Instant at) implements Observation {}

  /**
   * A message accepted earlier was not delivered.
   *
   * @param code Meta's error code, see {@link io.sallyport.message.MetaError}
   */
  record SendFailed(String phoneNumberId, Contact contact, Instant at, String wamid, int code)
      implements Observation {}

  /** The contact stopped or resumed marketing messages. */
  record MarketingPreference(String phoneNumberId, Contact contact, Instant at, boolean stopped)
      implements Observation {}

  /** What an observation did that somebody may want to count. */
  enum Effect {
    NONE,
    WINDOW_OPENED
  }
}
