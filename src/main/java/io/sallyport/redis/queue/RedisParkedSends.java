package io.sallyport.redis.queue;

import io.sallyport.contact.Contact;
import io.sallyport.instead.DeferredQueue.Added;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.instead.HeldFor;
import io.sallyport.instead.ParkedSends;
import io.sallyport.instead.SendEnd;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.ContactScripts;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Step;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.rule.Reason;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parked sends on Redis: a hash for each, a list for each contact; see park.lua and aside.lua. */
public final class RedisParkedSends implements ParkedSends {

  /** Contacts whose sends one replica takes at once. */
  private static final int LISTS = 16;

  private final Redis redis;
  private final Scripts scripts;
  private final ContactScripts contacts;
  private final Clock clock;
  private final TimeLimit limit;

  /**
   * The sends.
   *
   * @param timeout after which a call fails
   */
  public RedisParkedSends(Scripts scripts, Clock clock, Duration timeout) {
    this.redis = scripts.redis();
    this.scripts = scripts;
    this.contacts = new ContactScripts(scripts);
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
  }

  @Override
  public Future<Added> park(
      String phoneNumberId, DeferredSend send, @Nullable Instant lastInboundAt) {
    return onContact(
            phoneNumberId,
            send.contact(),
            where -> {
              Call call = call(phoneNumberId, where.id(), send, lastInboundAt).set("again", false);
              SendRecord.put(call, send);
              return call;
            })
        .map(answer -> SendRecord.added(answer.get(0).toString()));
  }

  @Override
  public Future<Void> parkAgain(
      String phoneNumberId, String list, DeferredSend send, @Nullable Instant lastInboundAt) {
    return onContact(
            phoneNumberId,
            send.contact(),
            where -> call(phoneNumberId, list, send, lastInboundAt).set("again", true))
        .mapEmpty();
  }

  private Call call(String number, String list, DeferredSend send, @Nullable Instant last) {
    Call call =
        Script.PARK
            .call()
            .key("record", QueueKeys.deferred(number, send.id()))
            .key("list", QueueKeys.parked(number, list))
            .key("open", QueueKeys.parkedOpen(number))
            .key("ends", QueueKeys.asideEnds(number))
            .set("clock_offset", clock.offset())
            .set("send", send.id())
            .set("list", list)
            .set("after", last == null ? -1 : last.getEpochSecond())
            .set("until_at", send.giveUpAt().toEpochMilli())
            .set("digest", send.digest());
    SendRecord.put(call, "state", State.PARKED.name());
    SendRecord.put(call, "reason", Reason.WINDOW_CLOSED.wire());
    return call;
  }

  private Future<Response> onContact(String number, Contact contact, Function<Contact, Call> call) {
    AtomicReference<@Nullable Response> answered = new AtomicReference<>();
    Step step = Step.onRecord(number, contact, call, (where, answer) -> answered.set(answer));
    return limit.of(contacts.run(step)).map(done -> answered.get());
  }

  @Override
  public Future<List<String>> leaving(String phoneNumberId) {
    Request due = Aside.due(clock, QueueKeys.parkedOpen(phoneNumberId), LISTS);
    return limit.of(redis.send(due)).map(Aside::words);
  }

  @Override
  public Future<@Nullable DeferredSend> next(String phoneNumberId, String list) {
    Request first = Request.cmd(Command.LINDEX).arg(QueueKeys.parked(phoneNumberId, list)).arg(0);
    return limit
        .of(redis.send(first))
        .compose(id -> claim(phoneNumberId, list, id == null ? "" : id.toString()));
  }

  private Future<@Nullable DeferredSend> claim(String number, String list, String id) {
    return run(aside(number, list, "next", id))
        .compose(
            claimed ->
                claimed.toInteger() == 1 ? read(number, list, id) : Future.succeededFuture());
  }

  /** A send whose record is lost is ended, and the next is claimed. */
  private Future<@Nullable DeferredSend> read(String number, String list, String id) {
    return SendRecord.read(redis, limit, number, id)
        .compose(
            fields -> {
              DeferredSend send = SendRecord.send(id, fields);
              return send == null
                  ? end(number, list, id, SendEnd.unknown(null))
                      .compose(ended -> next(number, list))
                  : Future.succeededFuture(send);
            });
  }

  @Override
  public Future<Boolean> isOnItsWay(String phoneNumberId, String list) {
    Request next = Request.cmd(Command.ZSCORE).arg(QueueKeys.parkedOpen(phoneNumberId)).arg(list);
    Request first = Request.cmd(Command.LINDEX).arg(QueueKeys.parked(phoneNumberId, list)).arg(0);
    return limit
        .of(redis.batch(List.of(next, first)))
        .compose(
            answers -> {
              Response nextAt = answers.get(0);
              Response id = answers.get(1);
              if (nextAt == null || id == null) {
                return Future.succeededFuture(false);
              }
              return nextAt.toDouble() <= clock.now().toEpochMilli()
                  ? Future.succeededFuture(true)
                  : SendRecord.read(redis, limit, phoneNumberId, id.toString())
                      .map(fields -> State.SENDING.name().equals(fields.get("state")));
            });
  }

  @Override
  public Future<Boolean> isUntold(String phoneNumberId, String list) {
    Request until =
        Request.cmd(Command.ZSCORE).arg(QueueKeys.parkedUntold(phoneNumberId)).arg(list);
    return limit
        .of(redis.send(until))
        .map(at -> at != null && at.toDouble() > clock.now().toEpochMilli());
  }

  @Override
  public Future<Void> told(String phoneNumberId, Collection<String> lists) {
    Request told = Request.cmd(Command.ZREM).arg(QueueKeys.parkedUntold(phoneNumberId));
    lists.forEach(told::arg);
    return limit.of(redis.send(told)).mapEmpty();
  }

  @Override
  public Future<Void> putBack(String phoneNumberId, String list, String id, Instant notBefore) {
    Call call = aside(phoneNumberId, list, "put_back", id).set("at", notBefore.toEpochMilli());
    return run(call).mapEmpty();
  }

  @Override
  public Future<Void> keep(String phoneNumberId, String list, String id, Instant until) {
    Call call = aside(phoneNumberId, list, "keep", id).set("at", until.toEpochMilli());
    return run(call).mapEmpty();
  }

  @Override
  public Future<Void> hold(String phoneNumberId, String list, String id, HeldFor held) {
    Call call =
        aside(phoneNumberId, list, "hold", id)
            .key("held", QueueKeys.held(phoneNumberId))
            .set("at", held.until().toEpochMilli());
    SendRecord.putHeld(call, held);
    return run(call).mapEmpty();
  }

  @Override
  public Future<Void> end(String phoneNumberId, String list, String id, SendEnd end) {
    Call call = aside(phoneNumberId, list, "end", id);
    SendRecord.putEnd(call, end);
    return run(call).mapEmpty();
  }

  private Call aside(String number, String list, String what, String id) {
    return Aside.call(clock, number, list, what, id);
  }

  @Override
  public Future<@Nullable Instant> takeOpener(String phoneNumberId, Contact contact) {
    return opener(phoneNumberId, contact, "take").map(RedisParkedSends::taken);
  }

  @Override
  public Future<Boolean> mayTakeOpener(String phoneNumberId, Contact contact) {
    return opener(phoneNumberId, contact, "look").map(answer -> taken(answer) != null);
  }

  private static @Nullable Instant taken(Response answer) {
    long at = answer.get(0).toLong();
    return at == 0 ? null : Instant.ofEpochSecond(at);
  }

  @Override
  public Future<Void> giveBackOpener(String phoneNumberId, Contact contact, Instant taken) {
    return onContact(
            phoneNumberId,
            contact,
            where -> opener("give_back").set("taken_at", taken.getEpochSecond()))
        .mapEmpty();
  }

  private Future<Response> opener(String number, Contact contact, String what) {
    return onContact(number, contact, where -> opener(what));
  }

  private Call opener(String what) {
    return Script.OPENER.call().set("clock_offset", clock.offset()).set("what", what);
  }

  private Future<Response> run(Call call) {
    return limit.of(scripts.run(call));
  }
}
