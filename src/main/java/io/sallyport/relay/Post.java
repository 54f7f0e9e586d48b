package io.sallyport.relay;

import io.smallrye.mutiny.Uni;

/** Sends a letter to a target. */
public interface Post {

  /** Makes one attempt; the {@link Uni} never fails. */
  Uni<Attempt> post(String target, Letter letter);
}
