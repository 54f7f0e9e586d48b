package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.ContactScripts;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Step;
import io.sallyport.redis.core.TimeLimit;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Settles sends, those of a number together: while one call is under way, what comes meanwhile
 * waits for the next. Nobody waits for a settlement, so that a busy number costs Redis a few calls
 * instead of one for each send, and a quiet one is settled at once. Grows with the configured
 * numbers only.
 */
final class Settlements {

  /** Sends of one call: decisions must get their turn in between. */
  private static final int AT_ONCE = 32;

  /** As of {@link ContactScripts}. */
  private static final int MOST_HOPS = 16;

  private final Scripts scripts;
  private final TimeLimit limit;
  private final ObservationSteps steps;
  private final String recordLife;
  private final Map<String, Line> lines = new ConcurrentHashMap<>();

  /**
   * Settlements.
   *
   * @param recordLife how long a contact's record lives, s
   * @param steps told whom a send answered
   */
  Settlements(Scripts scripts, TimeLimit limit, String recordLife, ObservationSteps steps) {
    this.scripts = scripts;
    this.limit = limit;
    this.steps = steps;
    this.recordLife = recordLife;
  }

  /** Settles a send, once; fails when it could not be, or nobody knows. */
  Future<Void> settle(Settlement one) {
    Waiting waiting = new Waiting(one, MOST_HOPS, Promise.promise());
    line(one.phoneNumberId()).add(waiting);
    return waiting.settled().future();
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
    private final AtomicBoolean underWay = new AtomicBoolean();

    Line(String phoneNumberId) {
      this.phoneNumberId = phoneNumberId;
    }

    void add(Waiting one) {
      waiting.add(one);
      next();
    }

    private void next() {
      while (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
        List<Waiting> together = take();
        if (!together.isEmpty()) {
          limit.of(scripts.run(call(together))).onComplete(done -> ended(together, done));
          return;
        }
        underWay.set(false);
      }
    }

    private List<Waiting> take() {
      List<Waiting> together = new ArrayList<>();
      Waiting one;
      while (together.size() < AT_ONCE && (one = waiting.poll()) != null) {
        together.add(one);
      }
      return together;
    }

    private Call call(List<Waiting> together) {
      Call call =
          Script.SETTLE
              .call()
              .key("number", Keys.number(phoneNumberId))
              .key("waiting", Keys.waiting(phoneNumberId))
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
      underWay.set(false);
      next();
    }

    private void answered(Waiting one, Response answer) {
      Contact where = Step.movedTo(answer);
      if (where == null) {
        steps.answered(phoneNumberId, answer);
        one.settled().complete();
      } else if (one.hops() == 0) {
        one.settled().fail("names lead in a circle");
      } else {
        waiting.add(new Waiting(one.settlement().at(where), one.hops() - 1, one.settled()));
      }
    }
  }
}
