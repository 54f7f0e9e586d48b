package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.redis.Scripts.Call;
import io.sallyport.relay.DeadLetter;
import io.sallyport.relay.Letter;
import io.sallyport.relay.OrderKeys;
import io.sallyport.relay.Pause;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.Tries;
import io.sallyport.relay.Turn;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The targets' letters on Redis: a stream for each target, which holds what is not delivered, and
 * one for its dead letters. Who has read an entry is kept by a consumer group, one consumer for
 * each replica, and who may send by a lease.
 */
public final class RedisRelay implements RelayStore {

  private static final String GROUP = "relay";

  /** Redis holds the bytes of so many entries while it reads them. */
  private static final String PAGE = "100";

  private final Redis redis;
  private final Scripts scripts;
  private final Clock clock;
  private final TimeLimit limit;
  private final String maxQueued;
  private final String claimAfter;
  private final String life;
  private final String replica = UUID.randomUUID().toString();

  /**
   * The letters, for one replica.
   *
   * @param clockOffset added to Redis's time everywhere, but not to a lease's
   * @param timeout after which a call fails
   * @param maxQueued letters of a target that may wait, and that may be dead
   * @param maxAge how long a letter is tried
   * @param claimAfter how long a lease lasts
   */
  public RedisRelay(
      Redis redis,
      Supplier<Duration> clockOffset,
      Duration timeout,
      int maxQueued,
      Duration maxAge,
      Duration claimAfter) {
    this.redis = redis;
    this.scripts = new Scripts(redis);
    this.clock = new Clock(clockOffset);
    this.limit = new TimeLimit(timeout);
    this.maxQueued = Integer.toString(maxQueued);
    this.claimAfter = Long.toString(claimAfter.toMillis());
    this.life = seconds(maxAge.plus(Lives.RELAY));
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  @Override
  public Uni<Queued> queue(String target, Letter letter, OrderKeys order) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(clock.offset(), letter.id(), maxQueued));
    arguments.addAll(List.of(Long.toString(Lives.RELAYED.toMillis()), life));
    arguments.addAll(List.of("order", order.text(), "body", Bytes.text(letter.body())));
    if (letter.signature() != null) {
      arguments.addAll(List.of("signature", letter.signature()));
    }
    if (letter.contentType() != null) {
      arguments.addAll(List.of("type", letter.contentType()));
    }
    if (letter.traceparent() != null) {
      arguments.addAll(List.of("trace", letter.traceparent()));
    }
    return run(
            Script.RELAY_QUEUE,
            List.of(Keys.relayQueue(target), Keys.relayKnown(target)),
            arguments)
        .map(
            answer ->
                switch (answer.toInteger()) {
                  case 1 -> Queued.QUEUED;
                  case 0 -> Queued.KNOWN;
                  default -> Queued.FULL;
                });
  }

  @Override
  public Uni<Turn> take(String target, String from) {
    return run(
            Script.RELAY_TAKE,
            sending(target),
            List.of(clock.offset(), replica, claimAfter, from, PAGE, GROUP, Turn.START, life))
        .map(
            answer -> {
              RelayReply reply = new RelayReply(answer);
              clock.heard(reply.now().toEpochMilli());
              return reply.turn();
            });
  }

  @Override
  public Uni<Void> giveBack(String target) {
    return run(Script.RELAY_GIVE_BACK, List.of(Keys.relayLease(target)), List.of(replica))
        .replaceWithVoid();
  }

  @Override
  public Uni<@Nullable Letter> letter(String target, String place) {
    Request range = Request.cmd(Command.XRANGE).arg(Keys.relayQueue(target)).arg(place).arg(place);
    return limit.on(() -> redis.send(range)).map(RelayReply::letter);
  }

  @Override
  public Uni<Void> delivered(String target, String place) {
    return run(Script.RELAY_DONE, sending(target), List.of("delivered", place, GROUP))
        .replaceWithVoid();
  }

  @Override
  public Uni<Void> failed(String target, String place, Tries tries, @Nullable Pause pause) {
    return end("failed", target, place, tries, pause).replaceWithVoid();
  }

  @Override
  public Uni<Buried> bury(String target, String place, Tries tries, @Nullable Pause pause) {
    return end("dead", target, place, tries, pause)
        .map(
            answer ->
                switch (answer.toInteger()) {
                  case 1 -> Buried.BURIED;
                  case 0 -> Buried.NOT_OURS;
                  default -> Buried.FULL;
                });
  }

  private Uni<Response> end(
      String what, String target, String place, Tries tries, @Nullable Pause pause) {
    return run(
        Script.RELAY_DONE,
        sending(target),
        List.of(
            what,
            place,
            GROUP,
            replica,
            RelayReply.text(tries),
            pause == null ? "" : Long.toString(pause.since().toEpochMilli()),
            pause == null ? "" : pause.why(),
            maxQueued,
            life,
            seconds(Lives.DEAD_LETTERS)));
  }

  @Override
  public Uni<List<DeadLetter>> deadLetters(String target, String after, int limit) {
    return run(
            Script.RELAY_DEAD,
            List.of(Keys.relayDead(target)),
            List.of(after, Integer.toString(limit)))
        .map(
            answer ->
                StreamSupport.stream(answer.spliterator(), false)
                    .map(RelayReply::deadLetter)
                    .toList());
  }

  @Override
  public Uni<Integer> replay(String target, List<String> places) {
    List<String> arguments = new ArrayList<>(places.size() + 4);
    arguments.addAll(List.of(clock.offset(), maxQueued, life, seconds(Lives.DEAD_LETTERS)));
    arguments.addAll(places);
    return run(
            Script.RELAY_REPLAY,
            List.of(Keys.relayDead(target), Keys.relayQueue(target), Keys.relayState(target)),
            arguments)
        .map(Response::toInteger);
  }

  /** What relay-take.lua and relay-done.lua take. */
  private static List<String> sending(String target) {
    return List.of(
        Keys.relayLease(target),
        Keys.relayQueue(target),
        Keys.relayTries(target),
        Keys.relayState(target),
        Keys.relayDead(target));
  }

  private Uni<Response> run(Script script, List<String> keys, List<String> arguments) {
    Call call = new Call(script, keys, arguments);
    return limit.on(() -> scripts.run(call));
  }
}
