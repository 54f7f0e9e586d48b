package io.sallyport.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores the newest acts of operators, shared by all replicas. */
public interface ActStore {

  /** Stores one, in place of the oldest. */
  Future<Void> keep(Act act);

  /**
   * The newest, newest first.
   *
   * @param before only those older than this place; null for the newest
   */
  Uni<List<Kept>> recent(@Nullable String before, int most);
}
