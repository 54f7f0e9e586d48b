package io.sallyport.template;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What replicas share of the templates: Redis, or memory in tests. */
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
   * @param isTaken whether it is the caller's
   * @param at when it was taken last, by the store's clock; to be handed to {@link #replace}, and
   *     found again in {@link Snapshot#refreshedAt}
   */
  record Claim(boolean isTaken, Instant at) {}

  /** What is stored of a WABA; empty when Meta was never asked for it. */
  Uni<Optional<Snapshot>> load(String wabaId);

  /**
   * Takes the right to ask Meta for a WABA, unless somebody took it of late.
   *
   * @param interval shortest time since then
   */
  Uni<Claim> claimRefresh(String wabaId, Duration interval);

  /**
   * Stores what Meta listed, unless what it listed later is stored. A template of which a webhook
   * told news after {@code asked} keeps that news: the list may be older.
   */
  Uni<Void> replace(String wabaId, List<Template> templates, Instant asked);

  /**
   * Stores news of one template and tells every replica.
   *
   * @return whether the template was known and the news beyond doubt; if not, Meta must be asked
   */
  Uni<Boolean> apply(String wabaId, TemplateEvent event);
}
