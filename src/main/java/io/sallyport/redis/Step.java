package io.sallyport.redis;

import io.sallyport.contact.Contact;
import io.sallyport.redis.Scripts.Call;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One script call about a contact, which may have to go where the contact's record is. */
abstract class Step {

  /** The call, for where the record is thought to be. */
  abstract Call call();

  /**
   * Takes the script's answer.
   *
   * @return false when the record is elsewhere, and the call is to be made again
   */
  abstract boolean isDone(Response answer);

  /** Told what a script answered, and the name its record is kept under. */
  @FunctionalInterface
  interface Answered {
    void by(Contact where, Response answer);
  }

  /** A script that works on one contact's record. */
  static Step onRecord(
      Script script,
      String phoneNumberId,
      Contact name,
      List<String> moreKeys,
      List<String> arguments,
      Answered answered) {
    return onRecord(script.lua(), phoneNumberId, name, where -> moreKeys, arguments, answered);
  }

  /** The same, with more keys that are of the contact, wherever its record is. */
  static Step onRecord(
      Lua script,
      String phoneNumberId,
      Contact name,
      Function<Contact, List<String>> moreKeys,
      List<String> arguments,
      Answered answered) {
    return new Step() {
      private Contact where = name;
      private @Nullable Contact leftFor;

      @Override
      Call call() {
        if (leftFor != null) {
          return recycled(phoneNumberId, where, leftFor);
        }
        List<String> more = moreKeys.apply(where);
        List<String> keys = new ArrayList<>(more.size() + 2);
        keys.add(Keys.contact(phoneNumberId, where));
        keys.add(Keys.names(phoneNumberId, where));
        keys.addAll(more);
        List<String> all = new ArrayList<>(arguments.size() + 1);
        all.add(where.id());
        all.addAll(arguments);
        return new Call(script, keys, all);
      }

      @Override
      boolean isDone(Response answer) {
        if (leftFor != null) {
          leftFor = null;
          return false;
        }
        leftFor = moved(answer, "left");
        Contact moved = moved(answer, "moved");
        if (leftFor != null) {
          return false;
        } else if (moved == null) {
          answered.by(where, answer);
          return true;
        }
        where = moved;
        return false;
      }
    };
  }

  /** The name is not that contact's any more. */
  static Call recycled(String phoneNumberId, Contact name, Contact leftFor) {
    return new Call(
        Script.RECYCLED,
        List.of(Keys.names(phoneNumberId, name), Keys.contact(phoneNumberId, leftFor)),
        List.of(name.id(), leftFor.id(), Lives.seconds(Lives.CONSENT)));
  }

  private static @Nullable Contact moved(Response answer, String word) {
    return answer.size() == 2 && answer.get(0).toString().equals(word)
        ? new Contact(answer.get(1).toString())
        : null;
  }
}
