package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Reservation;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Codes;
import io.sallyport.redis.core.Keys;
import java.time.Instant;
import java.time.YearMonth;

/**
 * What settle.lua is told of one send, in the scripts' words.
 *
 * @param contact where the contact's record is thought to be
 * @param at when it was admitted
 * @param reservation its id
 * @param mark of the message that was accepted; empty when it did not happen
 * @param window when it left
 * @param observed the rule that would have refused it
 */
record Settlement(
    String phoneNumberId,
    Contact contact,
    Instant at,
    String reservation,
    String mark,
    String country,
    String window,
    String observed,
    Bill bill,
    String held) {

  /**
   * Of a reservation.
   *
   * @param mark of the message that was accepted; empty when it did not happen
   */
  static Settlement of(Reservation reservation, String mark) {
    return new Settlement(
        reservation.phoneNumberId(),
        reservation.contact(),
        reservation.at(),
        reservation.id(),
        mark,
        Codes.ofCountry(reservation.contact().country()),
        Codes.of(reservation.window()),
        Codes.ofObserved(reservation.observed()),
        Bill.of(reservation.billing()),
        Codes.of(reservation.held()));
  }

  /** Of a reservation as proof.lua answers it. */
  static Settlement ofProved(String phoneNumberId, Answer proved, String mark) {
    return new Settlement(
        phoneNumberId,
        new Contact(proved.text("contact")),
        Instant.ofEpochSecond(proved.number("at")),
        proved.text("reservation"),
        mark,
        proved.text("country"),
        proved.text("window"),
        Codes.ofObserved(null),
        new Bill(
            proved.text("category"),
            proved.text("conversation"),
            proved.text("inside"),
            proved.text("outside"),
            proved.text("free")),
        proved.text("held"));
  }

  /** Whether Meta accepted the message; else what was held is given back. */
  boolean isAccepted() {
    return !mark.isEmpty();
  }

  /** Whose spend it is counted in. */
  YearMonth month() {
    return Keys.month(at);
  }

  /** The same, where the contact's record is. */
  Settlement at(Contact where) {
    return new Settlement(
        phoneNumberId, where, at, reservation, mark, country, window, observed, bill, held);
  }

  void addTo(Call settle) {
    settle
        .each()
        .key("contact", Keys.contact(phoneNumberId, contact))
        .key("names", Keys.names(phoneNumberId, contact))
        .key("pair_rate", Keys.pairRate(phoneNumberId, contact))
        .set("name", contact.id())
        .set("at", at.getEpochSecond())
        .set("reservation", reservation)
        .set("mark", mark)
        .set("kind", kind());
  }

  /** In the order in which settle.lua reads it. */
  private String kind() {
    return bill.category()
        + country
        + window
        + observed
        + bill.conversation()
        + bill.inside()
        + bill.outside()
        + bill.free()
        + held;
  }
}
