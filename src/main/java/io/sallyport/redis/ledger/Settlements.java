package io.sallyport.redis.ledger;

import static java.util.stream.Collectors.groupingBy;

import io.sallyport.contact.Contact;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.ContactScripts;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Settles sends, those of a number together: nobody waits for the settlement of a send that was
 * accepted, so it waits a little for others, and a busy number costs Redis a few calls instead of
 * one for each send. What is given back is given back at once, since the next send may need it.
 * Grows with the configured numbers only.
 */
final class Settlements {

  /** Sends of one call: decisions must get their turn in between. */
  private static final int AT_ONCE = 32;

  /**
   * After so long they go with the next send that ends, when its caller is answered: Redis is then
   * likelier to have nothing else to do than at a time that a timer chooses.
   */
  static final Duration RIPE = Duration.ofMillis(12);

  /** How often a call follows a name to another, as in {@link ContactScripts}. */
  private static final int MOST_HOPS = 16;

  private final Scripts scripts;
  private final TimeLimit limit;
  private final ObservationSteps steps;
  private final String recordLife;
  private final SettleTimes times;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /**
   * Settlements.
   *
   * @param recordLife how long a contact's record lives, s
   * @param steps told whom a send answered
   * @param times when those go that wait for others
   */
  Settlements(
      Scripts scripts,
      TimeLimit limit,
      String recordLife,
      ObservationSteps steps,
      SettleTimes times) {
    this.times = times;
    this.scripts = scripts;
    this.limit = limit;
    this.steps = steps;
    this.recordLife = recordLife;
  }

  /** Settles a send, once; fails when Redis refuses or does not answer: then it may be settled. */
  Future<Void> settle(Settlement one) {
    Waiting waiting = new Waiting(one, MOST_HOPS, Promise.promise());
    line(one.phoneNumberId()).add(waiting, !one.isAccepted());
    return waiting.settled().future();
  }

  /** Settles now whatever waits for others. */
  Future<Void> settleWaiting() {
    return Future.join(lines.values().stream().flatMap(Line::settleWaiting).toList()).mapEmpty();
  }

  /** The same of some numbers; never fails: what could not be settled stays held. */
  Future<Void> settleWaiting(Set<String> phoneNumberIds) {
    List<Future<Void>> all = new ArrayList<>();
    for (String phoneNumberId : phoneNumberIds) {
      Line line = lines.get(phoneNumberId);
      if (line != null && !line.waiting.isEmpty()) {
        line.settleWaiting().forEach(all::add);
      }
    }
    return all.isEmpty() ? Future.succeededFuture() : Future.join(all).otherwiseEmpty().mapEmpty();
  }

  private Line line(String phoneNumberId) {
    Line known = lines.get(phoneNumberId);
    return known == null ? lines.computeIfAbsent(phoneNumberId, number -> new Line(number)) : known;
  }

  private record Waiting(Settlement settlement, int hops, Promise<Void> settled) {}

  /** One number's. */
  private final class Line {

    private final String phoneNumberId;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** When the first of them came, or when the last call for them was ordered, ns. */
    private volatile long since;

    Line(String phoneNumberId) {
      this.phoneNumberId = phoneNumberId;
    }

    void add(Waiting one, boolean atOnce) {
      waiting.add(one);
      long now = System.nanoTime();
      int many = count.incrementAndGet();
      if (many >= AT_ONCE || atOnce) {
        go();
      } else if (many == 1) {
        since = now;
        times.later(
            () -> {
              if (since == now) {
                go();
              }
            });
      } else if (now - since >= RIPE.toNanos()) {
        since = now;
        times.afterAnswer(this::go);
      }
    }

    private void go() {
      List<Waiting> together = take();
      while (!together.isEmpty()) {
        together.stream()
            .collect(groupingBy(one -> one.settlement().month()))
            .forEach(this::settle);
        together = take();
      }
    }

    /** Sends of one month, nearly always all of them. */
    private void settle(YearMonth month, List<Waiting> together) {
      limit.of(scripts.run(call(month, together))).onComplete(done -> ended(together, done));
    }

    Stream<Future<Void>> settleWaiting() {
      List<Future<Void>> all = waiting.stream().map(one -> one.settled().future()).toList();
      go();
      return all.stream();
    }

    private List<Waiting> take() {
      List<Waiting> together = new ArrayList<>();
      Waiting one;
      while (together.size() < AT_ONCE && (one = waiting.poll()) != null) {
        count.decrementAndGet();
        together.add(one);
      }
      return together;
    }

    private Call call(YearMonth month, List<Waiting> together) {
      Call call =
          Script.SETTLE
              .call()
              .key("number", Keys.number(phoneNumberId))
              .key("waiting", Keys.waiting(phoneNumberId))
              .key("spend", Keys.spend(phoneNumberId, month))
              .set("record_life", recordLife);
      together.forEach(one -> one.settlement().addTo(call));
      return call;
    }

    private void ended(List<Waiting> together, AsyncResult<Response> done) {
      for (int i = 0; i < together.size(); i++) {
        Waiting one = together.get(i);
        if (done.failed()) {
          one.settled().fail(done.cause());
        } else {
          answered(one, done.result().get(i));
        }
      }
    }

    private void answered(Waiting one, Response answer) {
      if (answer.type() != ResponseType.MULTI) {
        steps.answered(phoneNumberId, answer.toLong());
        one.settled().complete();
        return;
      }
      Contact where = new Contact(answer.get(1).toString());
      if (one.hops() == 0) {
        one.settled().fail("names lead in a circle");
      } else {
        add(new Waiting(one.settlement().at(where), one.hops() - 1, one.settled()), true);
      }
    }
  }
}
