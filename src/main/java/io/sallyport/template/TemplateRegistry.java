package io.sallyport.template;

import io.sallyport.template.TemplateStore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The templates of every WABA, mirrored in memory so that a send costs no lookup elsewhere.
 *
 * <p>The mirror follows the {@link TemplateStore}, which follows Meta: by webhook at once, by slow
 * poll, by one question per WABA and interval when a send names a template nobody knows, and when
 * somebody wants it now.
 */
public final class TemplateRegistry {

  private static final int TRIES = 3;

  /**
   * An explicit refresh does not wait for the miss-refresh interval
   * (crm-developers.md#before-with-and-after-a-send).
   */
  private static final Duration EXPLICIT_INTERVAL = Duration.ofSeconds(1);

  private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

  /** Somebody else's list comes by then, or not at all. */
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
  private final Map<String, OneAtATime> reloads = new ConcurrentHashMap<>();
  private final Map<String, Uni<Boolean>> refreshing = new ConcurrentHashMap<>();
  private final Map<String, Uni<Void>> refreshingNow = new ConcurrentHashMap<>();

  /**
   * A registry without templates yet.
   *
   * @param askAgainAfter shortest time between two questions that nobody asked for
   */
  public TemplateRegistry(TemplateSource source, TemplateStore store, Duration askAgainAfter) {
    this.source = source;
    this.store = store;
    this.askAgainAfter = askAgainAfter;
  }

  /** The template, or null when neither Meta's last list nor a webhook named it. */
  public @Nullable Template find(String wabaId, Template.Key key) {
    Mirror mirror = mirrors.get(wabaId);
    return mirror == null ? null : mirror.templates().get(key);
  }

  /** What is known of a WABA; empty until Meta was asked for it once. */
  public Optional<Snapshot> snapshot(String wabaId) {
    return Optional.ofNullable(mirrors.get(wabaId)).map(Mirror::snapshot);
  }

  /** Whether every one of these WABAs has been loaded. */
  public boolean isLoaded(Collection<String> wabaIds) {
    return mirrors.keySet().containsAll(wabaIds);
  }

  /** Mirrors what the store holds; to be called when another replica changed it. */
  public Uni<Void> reload(String wabaId) {
    return reloads.computeIfAbsent(wabaId, id -> new OneAtATime(() -> load(id))).run();
  }

  private Uni<Void> load(String wabaId) {
    return store
        .load(wabaId)
        .invoke(found -> found.ifPresent(snapshot -> mirrors.put(wabaId, Mirror.of(snapshot))))
        .replaceWithVoid();
  }

  /**
   * Asks Meta for a WABA's templates, unless somebody did within the miss-refresh interval. Callers
   * of one replica share the question that is under way.
   *
   * @return whether Meta was asked; fails with {@link TemplateSource.Unavailable} when it did not
   *     answer, and otherwise when the store did not
   */
  public Uni<Boolean> refresh(String wabaId) {
    return Uni.createFrom().deferred(() -> refreshing.computeIfAbsent(wabaId, this::startRefresh));
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
   * Asks Meta for a WABA's templates, unless somebody did within the last second: then waits until
   * that list is mirrored. Callers of one replica share the question that is under way.
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

  /** Who asked may have got no answer: a second later it is asked anew. */
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
   * Takes news from a webhook. A template that is not known, or has changed inside, is asked for
   * besides, without making the webhook wait.
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

  /** Nobody waits for this; what it does not bring, the next poll does. */
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
