package io.sallyport.redis;

import io.sallyport.admission.Reservation;
import io.sallyport.contact.Contact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What settle.lua is told of one send.
 *
 * @param contact where the contact's record is thought to be
 * @param at when it was admitted
 * @param facts reservation id, mark and so on, as settle.lua lists them
 */
record Settlement(String phoneNumberId, Contact contact, Instant at, List<String> facts) {

  /**
   * Of a reservation.
   *
   * @param mark of the message that was accepted; empty when it did not happen
   */
  static Settlement of(Reservation reservation, String mark) {
    List<String> facts = new ArrayList<>(11);
    facts.add(reservation.id());
    facts.add(mark);
    facts.add(Codes.of(reservation.billing().category()));
    facts.add(Codes.ofCountry(reservation.contact().country()));
    facts.add(Codes.of(reservation.window()));
    facts.add(Codes.ofObserved(reservation.observed()));
    facts.addAll(Bill.ofCharge(reservation.billing()));
    facts.add(AdmitReply.letters(reservation.held()));
    return new Settlement(
        reservation.phoneNumberId(), reservation.contact(), reservation.at(), facts);
  }

  /**
   * Of a reservation as admit.lua kept it with an Idempotency-Key: time, id, category, country,
   * window, four words on its billing, and what it holds.
   */
  static Settlement ofKept(String phoneNumberId, Contact contact, String kept, String mark) {
    String[] words = kept.split(" ", -1);
    List<String> facts = new ArrayList<>(11);
    facts.addAll(List.of(words[1], mark, words[2], words[3], words[4], Codes.ofObserved(null)));
    facts.addAll(List.of(words).subList(5, 10));
    Instant at = Instant.ofEpochSecond(Long.parseLong(words[0]));
    return new Settlement(phoneNumberId, contact, at, facts);
  }

  /** The same, where the contact's record is. */
  Settlement at(Contact where) {
    return new Settlement(phoneNumberId, where, at, facts);
  }

  void addKeys(List<String> keys) {
    keys.add(Keys.contact(phoneNumberId, contact));
    keys.add(Keys.names(phoneNumberId, contact));
    keys.add(Keys.spend(phoneNumberId, Keys.month(at)));
    keys.add(Keys.pairRate(phoneNumberId, contact));
  }

  void addArguments(List<String> arguments) {
    arguments.add(contact.id());
    arguments.add(Long.toString(at.getEpochSecond()));
    arguments.addAll(facts);
  }
}
