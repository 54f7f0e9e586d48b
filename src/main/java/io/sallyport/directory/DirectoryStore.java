package io.sallyport.directory;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries that replicas share, each with the version it was changed at: one number for all,
 * counted up with every change. Every call fails when the store does not answer.
 */
public interface DirectoryStore {

  /**
   * An entry as it is now.
   *
   * @param json null when it was removed
   */
  record Change(Kind kind, String id, @Nullable String json) {}

  /**
   * What changed.
   *
   * @param version the newest of all entries, which goes down only when the store has lost them
   * @param until up to which version this is all
   * @param changes the oldest first
   */
  record Changes(long version, long until, List<Change> changes) {}

  /**
   * Keeps an entry.
   *
   * @return whether there was none before
   */
  Uni<Boolean> put(Kind kind, String id, String json);

  /**
   * Removes an entry.
   *
   * @return whether there was one
   */
  Uni<Boolean> remove(Kind kind, String id);

  /** What changed after this version, some of it when it is much. */
  Uni<Changes> since(long version);

  /** Whether something was told of a WABA, by any replica. */
  Uni<Boolean> isTold(String wabaId, String what);

  /** It is told; remembered for so long. */
  Uni<Void> told(String wabaId, String what, Duration life);
}
