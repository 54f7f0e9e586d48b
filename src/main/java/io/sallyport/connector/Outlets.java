package io.sallyport.connector;

import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Post;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The outlet of every target, by the target's name; targets come and go. */
public final class Outlets implements Post {

  private final Map<String, Outlet> byTarget;
  private final Function<String, @Nullable Outlet> others;

  /**
   * The outlets.
   *
   * @param others finds those that are not in the map; null for a target that nobody knows
   */
  public Outlets(Map<String, Outlet> byTarget, Function<String, @Nullable Outlet> others) {
    this.byTarget = new ConcurrentHashMap<>(byTarget);
    this.others = others;
  }

  /** From now on a target gets its letters by this one. */
  public void put(String target, Outlet outlet) {
    close(byTarget.put(target, outlet));
  }

  public void remove(String target) {
    close(byTarget.remove(target));
  }

  private static void close(@Nullable Outlet outlet) {
    if (outlet != null) {
      outlet.close();
    }
  }

  @Override
  public Uni<Attempt> post(String target, Letter letter) {
    Outlet known = byTarget.get(target);
    Outlet outlet = known == null ? others.apply(target) : known;
    return outlet == null
        ? Uni.createFrom().item(Attempt.unreachable("no address"))
        : outlet.post(letter);
  }
}
