package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Observation.RightHeard;
import io.sallyport.ledger.Reservation;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Step;
import io.sallyport.redis.core.TimesToLive;
import java.time.Duration;

/** What other channels tell of rights, and Meta of their windows, as script calls. */
final class RightSteps {

  /** How long a comment is known that nobody has replied to. */
  private static final Duration REPLY = Duration.ofDays(30);

  /** The longest that a token lives, and a day. */
  private static final Duration TOKEN = Duration.ofDays(366);

  private RightSteps() {}

  static Step heard(RightHeard heard, Contact name) {
    Duration life =
        switch (heard.right()) {
          case REPLY -> REPLY;
          case TOKEN, STOPPED -> TOKEN;
          case SELF -> TimesToLive.CONSENT;
        };
    return Step.onRecord(
        heard.phoneNumberId(),
        name,
        where ->
            Script.RIGHT
                .call()
                .set("at", heard.at().getEpochSecond())
                .set("heard", heard.right().name())
                .set("ends", heard.ends() == null ? 0 : heard.ends().getEpochSecond())
                .set("person", heard.person() == null ? "" : heard.person().id())
                .set("life", life.toSeconds()),
        (where, answer) -> {});
  }

  /**
   * Meta refused a send as outside of its window, which closes it.
   *
   * @param isWeek whether the send had 7 days
   */
  static Step shut(Reservation refused, boolean isWeek) {
    String account = refused.phoneNumberId();
    return Step.onRecord(
        account,
        refused.contact(),
        where ->
            Script.SHUT
                .call()
                .key("windows", Keys.windows(account))
                .set("at", refused.at().getEpochSecond())
                .set("is_week", isWeek)
                .set("life", REPLY.toSeconds()),
        (where, answer) -> {});
  }
}
