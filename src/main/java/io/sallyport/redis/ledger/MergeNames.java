package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Step;
import io.vertx.redis.client.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two names become one contact's, by names.lua. A phone number is what the record is kept under,
 * rather than a user id, which changes with it; but never a name that was left. Two that would have
 * too many names together stay two.
 */
final class MergeNames extends Step {

  /** Whose a name is that was left before Meta named it together with another. */
  private enum IfLeft {
    /** Nobody knows: a status may be of a message from before. The names stay apart. */
    UNKNOWN,
    /** The other name's: Meta answered a send to it. */
    THEIRS
  }

  private final String phoneNumberId;
  private final String recordLife;
  private final IfLeft ifLeft;
  private final Instant at;
  private final boolean limited;
  private final Runnable whenFull;
  private Contact from;
  private Contact to;
  private boolean leaves;
  private String others = "";
  private @Nullable Call recycling;

  private MergeNames(
      String phoneNumberId,
      Contact from,
      Contact to,
      boolean leaves,
      Instant at,
      IfLeft ifLeft,
      String recordLife,
      boolean limited,
      Runnable whenFull) {
    this.phoneNumberId = phoneNumberId;
    this.from = from;
    this.to = to;
    this.leaves = leaves;
    this.at = at;
    this.ifLeft = ifLeft;
    this.recordLife = recordLife;
    this.limited = limited;
    this.whenFull = whenFull;
  }

  /**
   * The contact left the first name for the second at that time: what is known goes along, however
   * many names that makes.
   */
  static Step leaving(String number, Contact from, Contact to, Instant at, String recordLife) {
    return new MergeNames(number, from, to, true, at, IfLeft.UNKNOWN, recordLife, false, () -> {});
  }

  /** Names that a contact has now, by the webhook that told what they left: however many. */
  static Step ofRenamed(String number, Contact one, Contact other, Instant at, String recordLife) {
    return new MergeNames(
        number, one, other, false, at, IfLeft.UNKNOWN, recordLife, false, () -> {});
  }

  /**
   * A webhook of that time named both.
   *
   * @param whenFull told when they stay two
   */
  static Step named(
      String number, Contact one, Contact other, Instant at, String recordLife, Runnable whenFull) {
    return new MergeNames(
        number, one, other, false, at, IfLeft.UNKNOWN, recordLife, true, whenFull);
  }

  /**
   * Meta answered a send of that time to the first name with the second.
   *
   * @param whenFull told when they stay two
   */
  static Step answered(
      String number, Contact to, Contact with, Instant at, String recordLife, Runnable whenFull) {
    return new MergeNames(number, to, with, false, at, IfLeft.THEIRS, recordLife, true, whenFull);
  }

  @Override
  public Call call() {
    if (recycling != null) {
      return recycling;
    }
    if (!leaves && from.isPhone() && !to.isPhone()) {
      Contact phone = from;
      from = to;
      to = phone;
      others = "";
    }
    Call call =
        Script.NAMES
            .call()
            .key("first", Keys.contact(phoneNumberId, from))
            .key("first_names", Keys.names(phoneNumberId, from))
            .key("second", Keys.contact(phoneNumberId, to))
            .key("second_names", Keys.names(phoneNumberId, to))
            .key("waiting", Keys.waiting(phoneNumberId))
            .key("windows", Keys.windows(phoneNumberId))
            .key("open", QueueKeys.parkedOpen(phoneNumberId))
            .set("first", from.id())
            .set("second", to.id())
            .set("leaves", leaves)
            .set("at", at.getEpochSecond())
            .set("limited", limited)
            .set("others", others)
            .set("record_life", recordLife);
    Forgetting.addOthers(call, phoneNumberId, others);
    return call;
  }

  @Override
  public boolean isDone(Response response) {
    if (recycling != null) {
      recycling = null;
      return false;
    }
    Answer answer = Script.NAMES.answer(response);
    switch (answer.text("is")) {
      case "first" -> {
        from = name(answer, "name");
        leaves = false;
        others = "";
      }
      case "second" -> to = name(answer, "name");
      case "others" -> others = answer.text("name");
      case "left" -> {
        if (ifLeft == IfLeft.UNKNOWN) {
          return true;
        }
        recycling = recycled(phoneNumberId, name(answer, "name"), name(answer, "whose"));
      }
      case "full" -> {
        whenFull.run();
        return true;
      }
      default -> {
        return true;
      }
    }
    return false;
  }

  private static Contact name(Answer answer, String which) {
    return new Contact(answer.text(which));
  }
}
