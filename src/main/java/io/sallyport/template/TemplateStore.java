package io.sallyport.template;

import io.smallrye.mutiny.Uni;
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

  /** What is stored of a WABA; empty when Meta was never asked for it. */
  Uni<Optional<Snapshot>> load(String wabaId);

  /**
   * Takes the right to ask Meta for a WABA.
   *
   * @return the store's time, to be handed to {@link #replace}; empty when somebody took the right
   *     within the miss-refresh interval
   */
  Uni<Optional<Instant>> claimRefresh(String wabaId);

  /**
   * Stores what Meta listed. A template of which a webhook told news after {@code asked} keeps that
   * news: the list may be older.
   */
  Uni<Void> replace(String wabaId, List<Template> templates, Instant asked);

  /**
   * Stores news of one template and tells every replica.
   *
   * @return whether the template was known and the news beyond doubt; if not, Meta must be asked
   */
  Uni<Boolean> apply(String wabaId, TemplateEvent event);
}
