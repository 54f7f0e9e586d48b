package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.Reservation;
import io.sallyport.contact.Contact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Calls of settle.lua. */
final class Settlement {

  private final String recordLife;
  private final ObservationSteps steps;

  Settlement(String recordLife, ObservationSteps steps) {
    this.recordLife = recordLife;
    this.steps = steps;
  }

  /**
   * @param mark of the message that was accepted; empty when it did not happen
   */
  Step of(Reservation reservation, String mark) {
    List<String> billing = EncodedTerms.ofBilling(reservation.billing());
    return step(
        reservation.phoneNumberId(),
        reservation.contact(),
        reservation.at(),
        List.of(reservation.id(), mark),
        List.of(
            Codes.of(reservation.billing().category()),
            Codes.ofCountry(reservation.contact().country()),
            Codes.of(reservation.window()),
            Codes.ofObserved(reservation.observed())),
        billing.subList(0, 4),
        AdmitReply.letters(reservation.held()));
  }

  /**
   * A reservation as admit.lua kept it with an Idempotency-Key: time, id, category, country,
   * window, four words on its billing, and what it holds.
   */
  Step of(String phoneNumberId, Contact contact, String kept, String mark) {
    String[] words = kept.split(" ", -1);
    return step(
        phoneNumberId,
        contact,
        Instant.ofEpochSecond(Long.parseLong(words[0])),
        List.of(words[1], mark),
        List.of(words[2], words[3], words[4], Codes.ofObserved(null)),
        List.of(words).subList(5, 9),
        words[9]);
  }

  private Step step(
      String number,
      Contact contact,
      Instant at,
      List<String> ids,
      List<String> send,
      List<String> billing,
      String held) {
    List<String> arguments = new ArrayList<>(22);
    arguments.add(Long.toString(at.getEpochSecond()));
    arguments.addAll(ids);
    arguments.addAll(send);
    arguments.addAll(billing);
    arguments.addAll(EncodedTerms.LENGTHS);
    arguments.add(Lives.DUE_REMEMBERED);
    arguments.add(seconds(Lives.WAITING));
    arguments.add(seconds(Lives.SPEND));
    arguments.add(seconds(Lives.NUMBER));
    arguments.add(recordLife);
    arguments.add(seconds(Lives.CONSENT));
    arguments.add(held);
    arguments.add(EncodedTerms.PAIR_INTERVAL);
    String spend = Keys.spend(number, Keys.month(at));
    return Step.onRecord(
        Script.SETTLE,
        number,
        contact,
        where ->
            List.of(Keys.number(number), spend, Keys.waiting(number), Keys.pairRate(number, where)),
        arguments,
        (where, answer) -> steps.answered(number, answer));
  }
}
