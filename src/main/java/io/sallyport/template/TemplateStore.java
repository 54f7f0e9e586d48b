package io.sallyport.template;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores the templates for all replicas: in Redis, or in memory in tests. */
public interface TemplateStore {

  /**
   * A WABA's templates as stored.
   *
   * @param refreshedAt when Meta was last asked
   */
  record Snapshot(List<Template> templates, Instant refreshedAt) {
    public Snapshot {
      templates = List.copyOf(templates);
    }
  }

  /**
   * The right to ask Meta.
   *
   * @param isTaken whether the caller has it
   * @param at when it was last taken, by the store's clock; pass it to {@link #replace}, which
   *     stores it as {@link Snapshot#refreshedAt}
   */
  record Claim(boolean isTaken, Instant at) {}

  /** A WABA's stored templates; empty when Meta was never asked for them. */
  Uni<Optional<Snapshot>> load(String wabaId);

  /** The same of many at once, for the start; those of which Meta was never asked are left out. */
  Uni<Map<String, Snapshot>> loadAll(List<String> wabaIds);

  /**
   * Takes the right to ask Meta for a WABA's templates, unless it was taken within the interval.
   *
   * @param interval shortest time between two takers
   */
  Uni<Claim> claimRefresh(String wabaId, Duration interval);

  /**
   * Stores the list Meta gave, unless a later list is stored. A change that a webhook reported
   * after {@code asked} is kept, since the list may be older.
   */
  Uni<Void> replace(String wabaId, List<Template> templates, Instant asked);

  /**
   * Stores a change of one template and notifies every replica.
   *
   * @return whether the template was known and the change is unambiguous; if not, Meta must be
   *     asked
   */
  Uni<Boolean> apply(String wabaId, TemplateEvent event);
}
