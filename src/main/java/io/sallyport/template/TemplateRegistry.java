package io.sallyport.template;

import io.sallyport.template.TemplateStore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The templates of every WABA, mirrored in memory so that a send needs no lookup elsewhere.
 *
 * <p>The mirror follows the {@link TemplateStore}. The store is updated by webhooks at once, by a
 * slow poll, when a send names an unknown template (at most once per WABA and interval), and on
 * request.
 */
public final class TemplateRegistry {

  private static final int TRIES = 3;

  /**
   * An explicit refresh does not wait for the miss-refresh interval
   * (crm-developers.md#before-with-and-after-a-send).
   */
  private static final Duration EXPLICIT_INTERVAL = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

  /** Bounds the wait for another replica's list; if it is not there by then it has failed. */
  private static final int MOST_LOOKS = 200;

  /** One WABA's mirror. */
  private record Mirror(Map<Template.Key, Template> templates, Snapshot snapshot) {
    static Mirror of(Snapshot snapshot) {
      return new Mirror(
          snapshot.templates().stream()
              .collect(Collectors.toUnmodifiableMap(Template::key, Function.identity())),
          snapshot);
    }
  }

  private final TemplateSource source;
  private final TemplateStore store;
  private final Duration askAgainAfter;
  private final Map<String, Mirror> mirrors = new ConcurrentHashMap<>();
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final Map<String, OneAtATime> reloads = new ConcurrentHashMap<>();
  private final Map<String, Uni<Boolean>> refreshing = new ConcurrentHashMap<>();
  private final Map<String, Uni<Void>> refreshingNow = new ConcurrentHashMap<>();
  private volatile Consumer<String> listener = wabaId -> {};

  /**
   * An empty registry.
   *
   * @param askAgainAfter shortest time between two listings that were not requested explicitly
   */
  public TemplateRegistry(TemplateSource source, TemplateStore store, Duration askAgainAfter) {
    this.source = source;
    this.store = store;
    this.askAgainAfter = askAgainAfter;
  }

  /** Tells it from now on the id of every WABA whose mirrored templates have changed. */
  public void listen(Consumer<String> listener) {
    this.listener = listener;
  }

  /** The template; null when neither Meta's last list nor a webhook contained it. */
  public @Nullable Template find(String wabaId, Template.Key key) {
    Mirror mirror = mirrors.get(wabaId);
    return mirror == null ? null : mirror.templates().get(key);
  }

  /** A WABA's templates; empty until Meta was asked for them once. */
  public Optional<Snapshot> snapshot(String wabaId) {
    return Optional.ofNullable(mirrors.get(wabaId)).map(Mirror::snapshot);
  }

  /**
   * Mirrors the store's templates of many WABAs at once. For the start: what is mirrored already
   * stays, since it may be newer.
   */
  public Uni<Void> loadAll(List<String> wabaIds) {
    return Uni.createFrom()
        .deferred(
            () -> {
              begun.addAll(wabaIds);
              return store.loadAll(wabaIds);
            })
        .invoke(found -> found.forEach((id, held) -> mirrors.putIfAbsent(id, Mirror.of(held))))
        .replaceWithVoid();
  }

  /** The WABAs whose templates are mirrored or on their way: what is read may be old by now. */
  public Set<String> begun() {
    return Set.copyOf(begun);
  }

  /** Mirrors the store's templates; call it when another replica has changed them. */
  public Uni<Void> reload(String wabaId) {
    begun.add(wabaId);
    return reloads.computeIfAbsent(wabaId, id -> new OneAtATime(() -> load(id))).run();
  }

  private Uni<Void> load(String wabaId) {
    return store
        .load(wabaId)
        .invoke(found -> found.ifPresent(snapshot -> mirror(wabaId, snapshot)))
        .replaceWithVoid();
  }

  private void mirror(String wabaId, Snapshot snapshot) {
    Mirror now = Mirror.of(snapshot);
    Mirror before = mirrors.put(wabaId, now);
    if (before == null || !before.templates().equals(now.templates())) {
      listener.accept(wabaId);
    }
  }

  /**
   * Asks Meta for a WABA's templates, unless any replica did within the miss-refresh interval.
   * Calls on one replica share a request in progress.
   *
   * @return whether Meta was asked; fails with {@link TemplateSource.Unavailable} when it did not
   *     answer, and otherwise when the store did not
   */
  public Uni<Boolean> refresh(String wabaId) {
    return Uni.createFrom().deferred(() -> refreshing.computeIfAbsent(wabaId, this::startRefresh));
  }

  /**
   * As {@link #refresh}, of which nobody waits for longer than this.
   *
   * @return false also when Meta did not answer, or not in time; fails when the store did not
   */
  public CompletionStage<Boolean> refreshWithin(String wabaId, Duration patience) {
    return refresh(wabaId)
        .ifNoItem()
        .after(patience)
        .recoverWithItem(false)
        .onFailure(TemplateSource.Unavailable.class)
        .recoverWithItem(false)
        .subscribeAsCompletionStage();
  }

  private Uni<Boolean> startRefresh(String wabaId) {
    return store
        .claimRefresh(wabaId, askAgainAfter)
        .chain(
            claim ->
                claim.isTaken()
                    ? list(wabaId, claim.at()).replaceWith(true)
                    : Uni.createFrom().item(false))
        .onTermination()
        .invoke(() -> refreshing.remove(wabaId))
        .memoize()
        .indefinitely();
  }

  private Uni<Void> list(String wabaId, Instant asked) {
    return Uni.createFrom()
        .deferred(() -> source.list(wabaId))
        .onFailure()
        .transform(TemplateSource.Unavailable::new)
        .chain(listed -> store.replace(wabaId, listed, asked))
        .chain(() -> reload(wabaId));
  }

  /**
   * Asks Meta for a WABA's templates. If any replica asked within the last second, waits until that
   * list is mirrored instead. Calls on one replica share a request in progress.
   *
   * @return fails as {@link #refresh} does
   */
  public Uni<Void> refreshNow(String wabaId) {
    return Uni.createFrom()
        .deferred(() -> refreshingNow.computeIfAbsent(wabaId, this::startRefreshNow));
  }

  private Uni<Void> startRefreshNow(String wabaId) {
    return askOrAwait(wabaId, MOST_LOOKS)
        .onTermination()
        .invoke(() -> refreshingNow.remove(wabaId))
        .memoize()
        .indefinitely();
  }

  /** If the replica that asked got no answer, this one asks a second later. */
  private Uni<Void> askOrAwait(String wabaId, int looks) {
    return store
        .claimRefresh(wabaId, EXPLICIT_INTERVAL)
        .chain(
            claim ->
                claim.isTaken()
                    ? list(wabaId, claim.at())
                    : reload(wabaId).chain(() -> await(wabaId, claim.at(), looks)));
  }

  private Uni<Void> await(String wabaId, Instant asked, int looks) {
    if (snapshot(wabaId).filter(held -> !held.refreshedAt().isBefore(asked)).isPresent()) {
      return Uni.createFrom().voidItem();
    } else if (looks == 0) {
      return Uni.createFrom()
          .failure(new TemplateSource.Unavailable(new TimeoutException("nobody lists them")));
    }
    return Uni.createFrom()
        .voidItem()
        .onItem()
        .delayIt()
        .by(LOOK_AGAIN_AFTER)
        .chain(() -> askOrAwait(wabaId, looks - 1));
  }

  /**
   * Takes a change that a webhook reports. If the template is unknown or its content has changed,
   * Meta is asked as well, without making the webhook wait.
   */
  public Uni<Void> apply(String wabaId, TemplateEvent event) {
    return store
        .apply(wabaId, event)
        .call(() -> reload(wabaId))
        .invoke(
            known -> {
              if (!known || event instanceof TemplateEvent.Outdated) {
                refreshSoon(wabaId, TRIES);
              }
            })
        .replaceWithVoid();
  }

  /** In the background; if it fails, the next poll brings the change. */
  private void refreshSoon(String wabaId, int tries) {
    refresh(wabaId)
        .onFailure()
        .recoverWithItem(false)
        .subscribe()
        .with(
            asked -> {
              if (!asked && tries > 1) {
                Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(askAgainAfter)
                    .subscribe()
                    .with(later -> refreshSoon(wabaId, tries - 1));
              }
            });
  }
}
