package io.sallyport.audit;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The newest decisions of each number, shared by all replicas; where none are kept, none. */
public interface DecisionStore {

  /** One of them: its place, and its JSON. */
  record Kept(String place, String json) {}

  /** Keeps one, and lets the oldest go; nobody waits for it, and it may be lost. */
  void keep(String phoneNumberId, DecisionRecord decision);

  /**
   * The newest first.
   *
   * @param before a place; null to start with the newest
   */
  Uni<List<Kept>> recent(String phoneNumberId, @Nullable String before, int most);

  /** Takes out those about these {@link ContactHash}es. */
  Uni<Void> forget(String phoneNumberId, Set<String> contacts);
}
