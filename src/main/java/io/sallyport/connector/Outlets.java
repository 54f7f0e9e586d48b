package io.sallyport.connector;

import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Post;
import io.smallrye.mutiny.Uni;
import java.util.Map;

/** The outlet of every target, by the target's name. */
public final class Outlets implements Post {

  private final Map<String, Outlet> byTarget;

  public Outlets(Map<String, Outlet> byTarget) {
    this.byTarget = Map.copyOf(byTarget);
  }

  @Override
  public Uni<Attempt> post(String target, Letter letter) {
    Outlet outlet = byTarget.get(target);
    return outlet == null
        ? Uni.createFrom().item(Attempt.unreachable("no address"))
        : outlet.post(letter);
  }
}
