package io.sallyport.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stores the newest decisions of each number, shared by all replicas; it may be switched off. */
public interface DecisionStore {

  /**
   * Stores one of a configured number in the background, in place of the oldest; it may be lost.
   */
  void keep(DecisionRecord decision);

  /**
   * The newest decisions, newest first.
   *
   * @param before only those older than this place; null for the newest
   */
  Uni<List<Kept>> recent(String phoneNumberId, @Nullable String before, int most);

  /** Removes those whose contact is one of these names, or {@link ContactHash}es. */
  Uni<Void> forget(String phoneNumberId, Set<String> contacts);
}
