package io.sallyport.template;

import io.sallyport.template.TemplateStore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The templates of every WABA, mirrored in memory so that a send costs no lookup elsewhere.
 *
 * <p>The mirror follows the {@link TemplateStore}, which follows Meta: by webhook at once, by slow
 * poll, and by one question per WABA and interval when a send names a template nobody knows.
 */
public final class TemplateRegistry {

  private static final int TRIES = 3;

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

  /**
   * A registry without templates yet.
   *
   * @param askAgainAfter how long to wait when Meta may not be asked again just now
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
        .claimRefresh(wabaId)
        .chain(
            claimed ->
                claimed.isEmpty()
                    ? Uni.createFrom().item(false)
                    : Uni.createFrom()
                        .deferred(() -> source.list(wabaId))
                        .onFailure()
                        .transform(TemplateSource.Unavailable::new)
                        .chain(listed -> store.replace(wabaId, listed, claimed.get()))
                        .chain(() -> reload(wabaId))
                        .replaceWith(true))
        .onTermination()
        .invoke(() -> refreshing.remove(wabaId))
        .memoize()
        .indefinitely();
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
