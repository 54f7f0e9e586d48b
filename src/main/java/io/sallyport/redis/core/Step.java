package io.sallyport.redis.core;

import io.sallyport.contact.Contact;
import io.vertx.redis.client.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One script call about a contact, which may have to go where the contact's record is. */
public abstract class Step {

  /** The call, for where the record is thought to be. */
  public abstract Call call();

  /**
   * Takes the script's answer.
   *
   * @return false when the record is elsewhere, and the call is to be made again
   */
  public abstract boolean isDone(Response answer);

  /** Told what a script answered, and the name its record is kept under. */
  @FunctionalInterface
  public interface Answered {
    void by(Contact where, Response answer);
  }

  /**
   * A script that works on one contact's record.
   *
   * @param call a new one each time, for where the record is thought to be, without that
   */
  public static Step onRecord(
      String phoneNumberId, Contact name, Function<Contact, Call> call, Answered answered) {
    return new Step() {
      private Contact where = name;
      private @Nullable Contact leftFor;

      @Override
      public Call call() {
        if (leftFor != null) {
          return recycled(phoneNumberId, where, leftFor);
        }
        return call.apply(where)
            .key("contact", Keys.contact(phoneNumberId, where))
            .key("names", Keys.names(phoneNumberId, where))
            .set("name", where.id());
      }

      @Override
      public boolean isDone(Response answer) {
        if (leftFor != null) {
          leftFor = null;
          return false;
        }
        leftFor = moved(answer, "left");
        Contact moved = movedTo(answer);
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
  public static Call recycled(String phoneNumberId, Contact name, Contact leftFor) {
    return Script.RECYCLED
        .call()
        .key("names", Keys.names(phoneNumberId, name))
        .key("contact", Keys.contact(phoneNumberId, leftFor))
        .set("name", name.id())
        .set("left_for", leftFor.id());
  }

  /** Where the record is that a script was called for; null for here. */
  public static @Nullable Contact movedTo(Response answer) {
    return moved(answer, "moved");
  }

  private static @Nullable Contact moved(Response answer, String word) {
    return answer.size() == 2 && answer.get(0).toString().equals(word)
        ? new Contact(answer.get(1).toString())
        : null;
  }
}
