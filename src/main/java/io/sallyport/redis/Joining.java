package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.contact.Contact;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.redis.Scripts.Call;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two names become one contact's, by names.lua. A phone number is what the record is kept under,
 * rather than a user id, which changes with it; but never a name that was left. Two that would have
 * too many names together stay two.
 */
final class Joining extends Step {

  /** Whose a name is that was left before Meta named it together with another. */
  private enum IfLeft {
    /** Nobody knows: a status may be of a message from before. The names stay apart. */
    UNKNOWN,
    /** The other name's: Meta answered a send to it. */
    THEIRS
  }

  /** What names.lua is always told, but for how long a record lives. */
  private static final List<String> LIMITS =
      List.of(
          Lives.FAILURES_REMEMBERED,
          Lives.EARLY_FAILURES_REMEMBERED,
          Lives.DUE_REMEMBERED,
          Lives.FREE_SENDS_REMEMBERED,
          Lives.ADS_REMEMBERED,
          Lives.WAITING_REMEMBERED,
          seconds(Lives.WAITING),
          seconds(FreeEntryPoint.ANSWER_WITHIN),
          seconds(FreeEntryPoint.LENGTH));

  /** Of names, as many as there are. */
  private static final String ANY = "0";

  private final String phoneNumberId;
  private final String recordLife;
  private final IfLeft ifLeft;
  private final String at;
  private final String mostNames;
  private final Runnable whenFull;
  private Contact from;
  private Contact to;
  private boolean leaves;
  private String others = "";
  private @Nullable Call recycling;

  private Joining(
      String phoneNumberId,
      Contact from,
      Contact to,
      boolean leaves,
      Instant at,
      IfLeft ifLeft,
      String recordLife,
      String mostNames,
      Runnable whenFull) {
    this.phoneNumberId = phoneNumberId;
    this.from = from;
    this.to = to;
    this.leaves = leaves;
    this.at = Long.toString(at.getEpochSecond());
    this.ifLeft = ifLeft;
    this.recordLife = recordLife;
    this.mostNames = mostNames;
    this.whenFull = whenFull;
  }

  /**
   * The contact left the first name for the second at that time: what is known goes along, however
   * many names that makes.
   */
  static Step leaving(String number, Contact from, Contact to, Instant at, String recordLife) {
    return new Joining(number, from, to, true, at, IfLeft.UNKNOWN, recordLife, ANY, () -> {});
  }

  /** Names that a contact has now, by the webhook that told what they left: however many. */
  static Step ofRenamed(String number, Contact one, Contact other, Instant at, String recordLife) {
    return new Joining(number, one, other, false, at, IfLeft.UNKNOWN, recordLife, ANY, () -> {});
  }

  /**
   * A webhook of that time named both.
   *
   * @param whenFull told when they stay two
   */
  static Step named(
      String number, Contact one, Contact other, Instant at, String recordLife, Runnable whenFull) {
    return new Joining(
        number, one, other, false, at, IfLeft.UNKNOWN, recordLife, Lives.MOST_NAMES, whenFull);
  }

  /**
   * Meta answered a send of that time to the first name with the second.
   *
   * @param whenFull told when they stay two
   */
  static Step answered(
      String number, Contact to, Contact with, Instant at, String recordLife, Runnable whenFull) {
    return new Joining(
        number, to, with, false, at, IfLeft.THEIRS, recordLife, Lives.MOST_NAMES, whenFull);
  }

  @Override
  Call call() {
    if (recycling != null) {
      return recycling;
    }
    if (!leaves && from.isPhone() && !to.isPhone()) {
      Contact phone = from;
      from = to;
      to = phone;
      others = "";
    }
    List<String> all = new ArrayList<>(LIMITS.size() + 8);
    all.add(from.id());
    all.add(to.id());
    all.add(leaves ? "1" : "0");
    all.add(at);
    all.addAll(LIMITS);
    all.add(recordLife);
    all.add(seconds(Lives.CONSENT));
    all.add(mostNames);
    all.add(others);
    return new Call(Script.NAMES, keys(), all);
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    keys.add(Keys.contact(phoneNumberId, from));
    keys.add(Keys.names(phoneNumberId, from));
    keys.add(Keys.contact(phoneNumberId, to));
    keys.add(Keys.names(phoneNumberId, to));
    keys.add(Keys.waiting(phoneNumberId));
    keys.add(Keys.windows(phoneNumberId));
    for (String other : others.split(",", -1)) {
      if (!other.isEmpty()) {
        keys.add(Keys.names(phoneNumberId, new Contact(other)));
      }
    }
    return keys;
  }

  @Override
  boolean isDone(Response answer) {
    if (recycling != null) {
      recycling = null;
      return false;
    }
    switch (answer.get(0).toString()) {
      case "first" -> {
        from = name(answer, 1);
        leaves = false;
        others = "";
      }
      case "second" -> to = name(answer, 1);
      case "others" -> others = answer.get(1).toString();
      case "left" -> {
        if (ifLeft == IfLeft.UNKNOWN) {
          return true;
        }
        recycling = recycled(phoneNumberId, name(answer, 1), name(answer, 2));
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

  private static Contact name(Response answer, int index) {
    return new Contact(answer.get(index).toString());
  }
}
