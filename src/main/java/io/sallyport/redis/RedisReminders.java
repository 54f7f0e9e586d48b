package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.contact.Contact;
import io.sallyport.event.Reminders;
import io.sallyport.redis.Scripts.Call;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reminders on Redis, a sorted set of each number. */
public final class RedisReminders implements Reminders {

  private final Redis redis;
  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * Reminders.
   *
   * @param clockOffset added to Redis's time everywhere
   * @param timeout after which a call fails
   */
  public RedisReminders(Redis redis, Supplier<Duration> clockOffset, Duration timeout) {
    this.redis = redis;
    this.scripts = new Scripts(redis);
    this.clock = new Clock(clockOffset);
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<Void> remind(String phoneNumberId, Contact contact, Instant at) {
    return run(phoneNumberId, "remind", contact.id(), millis(at), "").replaceWithVoid();
  }

  @Override
  public Uni<List<Reminder>> due(String phoneNumberId, int most) {
    return run(phoneNumberId, "due", Integer.toString(most), "", "").map(RedisReminders::reminders);
  }

  /** Names and times in turn. */
  private static List<Reminder> reminders(Response answer) {
    List<Reminder> due = new ArrayList<>(answer.size() / 2);
    for (int i = 0; i < answer.size(); i += 2) {
      Instant at = Instant.ofEpochMilli(Long.parseLong(answer.get(i + 1).toString()));
      due.add(new Reminder(new Contact(answer.get(i).toString()), at));
    }
    return due;
  }

  @Override
  public Uni<Void> done(String phoneNumberId, Reminder reminder, @Nullable Instant next) {
    String again = next == null ? "" : millis(next);
    return run(phoneNumberId, "done", reminder.contact().id(), millis(reminder.at()), again)
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Collection<Contact> names) {
    Request remove = Request.cmd(Command.ZREM).arg(Keys.reminders(phoneNumberId));
    names.forEach(name -> remove.arg(name.id()));
    return names.isEmpty()
        ? Uni.createFrom().voidItem()
        : limit.on(() -> redis.send(remove)).replaceWithVoid();
  }

  private Uni<Response> run(String number, String what, String whom, String at, String again) {
    Call call =
        new Call(
            Script.REMINDERS,
            List.of(Keys.reminders(number)),
            List.of(clock.offset(), what, whom, at, again, seconds(Lives.REMINDERS)));
    return limit.on(() -> scripts.run(call));
  }

  private static String millis(Instant at) {
    return Long.toString(at.toEpochMilli());
  }
}
