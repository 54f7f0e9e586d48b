package io.sallyport.redis.queue;

import io.sallyport.contact.Contact;
import io.sallyport.event.Reminders;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
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
   * @param timeout after which a call fails
   */
  public RedisReminders(Scripts scripts, Clock clock, Duration timeout) {
    this.redis = scripts.redis();
    this.scripts = scripts;
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Uni<Void> remind(String phoneNumberId, Contact contact, Instant at) {
    return run(call(phoneNumberId, "remind").set("contact", contact.id()).set("at", millis(at)))
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Reminder>> due(String phoneNumberId, int most) {
    return run(call(phoneNumberId, "due").set("most", most)).map(RedisReminders::reminders);
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
    Call call =
        call(phoneNumberId, "done")
            .set("contact", reminder.contact().id())
            .set("at", millis(reminder.at()));
    if (next != null) {
      call.set("next", millis(next));
    }
    return run(call).replaceWithVoid();
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Collection<Contact> names) {
    Request remove = Request.cmd(Command.ZREM).arg(Keys.reminders(phoneNumberId));
    names.forEach(name -> remove.arg(name.id()));
    return names.isEmpty()
        ? Uni.createFrom().voidItem()
        : limit.on(() -> redis.send(remove)).replaceWithVoid();
  }

  private Call call(String number, String what) {
    return Script.REMINDERS
        .call()
        .key("reminders", Keys.reminders(number))
        .set("clock_offset", clock.offset())
        .set("what", what);
  }

  private Uni<Response> run(Call call) {
    return limit.on(() -> scripts.run(call));
  }

  private static long millis(Instant at) {
    return at.toEpochMilli();
  }
}
