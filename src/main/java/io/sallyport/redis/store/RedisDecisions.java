package io.sallyport.redis.store;

import io.sallyport.audit.DecisionRecord;
import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.Kept;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.redis.core.TimesToLive;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The newest decisions of a number, on a stream of its own. */
public final class RedisDecisions implements DecisionStore {

  private static final int PAGE = 1_000;

  /** Some seconds of a pod's sends; the rest of what Redis cannot take is lost. */
  private static final int MOST_WAITING = 8192;

  private final Redis redis;
  private final TimeLimit limit;
  private final int remembered;
  private final Consumer<Runnable> later;
  private final Queue<DecisionRecord> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean isPlanned = new AtomicBoolean();

  /**
   * The decisions.
   *
   * @param remembered how many of each number; 0 for none
   * @param later runs something a moment later, on no thread that sends need
   */
  public RedisDecisions(Redis redis, Duration timeout, int remembered, Consumer<Runnable> later) {
    this.redis = redis;
    this.limit = new TimeLimit(timeout);
    this.remembered = remembered;
    this.later = later;
  }

  @Override
  public void keep(DecisionRecord decision) {
    if (remembered > 0 && waiting.offer(decision) && isPlanned.compareAndSet(false, true)) {
      later.accept(
          () -> {
            var unused = keepWaiting();
          });
    }
  }

  /** Stores what waits for it, those of a number together; never fails. */
  public Future<Void> keepWaiting() {
    isPlanned.set(false);
    Map<String, List<Request>> byNumber = new LinkedHashMap<>();
    DecisionRecord next = waiting.poll();
    while (next != null) {
      String number = next.number();
      if (number != null) {
        byNumber
            .computeIfAbsent(number, one -> new ArrayList<>())
            .add(JsonStream.add(Keys.decisions(number), remembered, next.json(), next.basis()));
      }
      next = waiting.poll();
    }
    List<Future<?>> batches = new ArrayList<>();
    byNumber.forEach(
        (number, batch) -> {
          batch.add(JsonStream.live(Keys.decisions(number), TimesToLive.DECISIONS));
          batches.add(redis.batch(batch));
        });
    return Future.join(batches).<Void>mapEmpty().otherwiseEmpty();
  }

  @Override
  public Uni<List<Kept>> recent(String phoneNumberId, @Nullable String before, int most) {
    return limit.on(() -> page(phoneNumberId, before, most));
  }

  private Future<List<Kept>> page(String phoneNumberId, @Nullable String before, int most) {
    return keepWaiting()
        .compose(kept -> JsonStream.page(redis, Keys.decisions(phoneNumberId), before, most));
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Set<String> contacts) {
    return forget(phoneNumberId, contacts, null);
  }

  private Uni<Void> forget(String phoneNumberId, Set<String> contacts, @Nullable String before) {
    return limit
        .on(() -> page(phoneNumberId, before, PAGE))
        .chain(
            page -> {
              List<String> places =
                  page.stream()
                      .filter(one -> contacts.contains(contact(one)))
                      .map(Kept::place)
                      .toList();
              Uni<Void> gone = delete(phoneNumberId, places);
              return page.size() < PAGE
                  ? gone
                  : gone.chain(() -> forget(phoneNumberId, contacts, page.get(PAGE - 1).place()));
            });
  }

  private static String contact(Kept one) {
    return new JsonObject(one.json()).getString("contact", "");
  }

  private Uni<Void> delete(String phoneNumberId, List<String> places) {
    if (places.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    Request delete = Request.cmd(Command.XDEL).arg(Keys.decisions(phoneNumberId));
    places.forEach(delete::arg);
    return limit.on(() -> redis.send(delete)).replaceWithVoid();
  }
}
