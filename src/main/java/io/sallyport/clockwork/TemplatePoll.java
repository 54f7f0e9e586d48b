package io.sallyport.clockwork;

import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import io.sallyport.ledger.SharedClock;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateStore.Snapshot;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Loads every WABA's templates at the start, and lists them again at the poll interval. */
@Singleton
public final class TemplatePoll {

  private static final Logger LOG = Logger.getLogger(TemplatePoll.class);

  /** The wait after Meta's first failure; it doubles with every further one. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);

  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  /** Most WABAs that Redis is asked for in one call, and most such calls at the same time. */
  private static final int PART = 200;

  private static final int PARTS_AT_ONCE = 2;

  /** Most WABAs for which Meta is asked at the same time. */
  private static final int AT_ONCE = 32;

  /** Up to 100 questions to Meta a second begin. */
  private static final Duration GAP = Duration.ofMillis(10);

  private final Vertx vertx;
  private final TemplateRegistry templates;
  private final Numbers numbers;
  private final Set<String> wabaIds;
  private final SharedClock clock;
  private final Duration interval;

  /** Those that Redis has not been asked for. */
  private final Set<String> unread = ConcurrentHashMap.newKeySet();

  private final Map<String, Duration> retries = new ConcurrentHashMap<>();

  /** Those that have had their first turn. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  public TemplatePoll(
      Vertx vertx,
      TemplateRegistry templates,
      Numbers numbers,
      SharedClock clock,
      SallyportConfig config) {
    this.vertx = vertx;
    this.templates = templates;
    this.numbers = numbers;
    this.wabaIds = numbers.readableWabaIds();
    this.clock = clock;
    this.interval = config.templates().pollInterval();
    unread.addAll(wabaIds);
  }

  /** First takes the templates Redis holds, so that sends can be judged at once. */
  public void start(@Observes Serving start) {
    Multi.createFrom()
        .iterable(wabaIds)
        .group()
        .intoLists()
        .of(PART)
        .onItem()
        .transformToUni(this::loadAll)
        .merge(PARTS_AT_ONCE)
        .onCompletion()
        .invoke(this::ask)
        .subscribe()
        .with(done -> {});
  }

  private Uni<Void> loadAll(List<String> part) {
    return templates
        .loadAll(part)
        .invoke(() -> part.forEach(unread::remove))
        .onFailure()
        .recoverWithNull();
  }

  /** Whether what Redis holds has been taken, all of it. */
  public boolean isRead() {
    return unread.isEmpty();
  }

  /** Then asks Meta: at once for what Redis does not hold, in its turn for the rest. */
  private void ask() {
    Set<String> missing = new HashSet<>(wabaIds);
    missing.removeIf(this::isKnown);
    Rounds finding = new Rounds(missing, Pace.of(GAP, interval, AT_ONCE), this::find);
    Rounds renewing = new Rounds(wabaIds, Pace.of(GAP, interval, AT_ONCE), this::renew);
    finding.start(vertx);
    renewing.start(vertx);
    numbers.onChange(
        () -> {
          Set<String> now = numbers.readableWabaIds();
          finding.follow(now.stream().filter(wabaId -> !isKnown(wabaId)).toList());
          renewing.follow(now);
        });
    // What came while Redis was asked.
    finding.follow(numbers.readableWabaIds().stream().filter(id -> !isKnown(id)).toList());
    renewing.follow(numbers.readableWabaIds());
  }

  private boolean isKnown(String wabaId) {
    return templates.snapshot(wabaId).isPresent();
  }

  private Uni<Duration> find(String wabaId) {
    if (isKnown(wabaId)) {
      return Uni.createFrom().item(Rounds.NEXT_ROUND);
    }
    Uni<Void> asked = unread.contains(wabaId) ? load(wabaId) : refresh(wabaId);
    return asked.map(done -> isKnown(wabaId) ? Rounds.NEXT_ROUND : retry(wabaId));
  }

  private Duration retry(String wabaId) {
    return retries.merge(
        wabaId,
        FIRST_RETRY,
        (last, first) -> Collections.min(List.of(last.multipliedBy(2), LONGEST_RETRY)));
  }

  private Uni<Void> load(String wabaId) {
    return templates
        .reload(wabaId)
        .invoke(() -> unread.remove(wabaId))
        .chain(() -> isKnown(wabaId) ? Uni.createFrom().voidItem() : refresh(wabaId))
        .onFailure()
        .recoverWithNull();
  }

  /**
   * Every list comes anew once in a round. In the first turns, which follow each other quickly,
   * only old ones do, of which webhooks may have been missed.
   */
  private Uni<Duration> renew(String wabaId) {
    boolean isFirst = seen.add(wabaId);
    Optional<Snapshot> held = templates.snapshot(wabaId);
    Uni<Void> asked =
        held.isEmpty() || (isFirst && !isOld(held.get()))
            ? Uni.createFrom().voidItem()
            : refresh(wabaId);
    return asked.replaceWith(Rounds.NEXT_ROUND);
  }

  private boolean isOld(Snapshot held) {
    return !clock.now().isBefore(held.refreshedAt().plus(interval));
  }

  private Uni<Void> refresh(String wabaId) {
    return templates
        .refresh(wabaId)
        .chain(asked -> asked ? Uni.createFrom().voidItem() : templates.reload(wabaId))
        .onFailure()
        .invoke(failure -> LOG.warnf("templates not listed waba=%s because=%s", wabaId, failure))
        .onFailure()
        .recoverWithNull();
  }
}
