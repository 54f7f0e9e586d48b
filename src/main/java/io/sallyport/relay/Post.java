package io.sallyport.relay;

import io.smallrye.mutiny.Uni;

/** Hands a letter to a target. */
public interface Post {

  /** Tries once; never fails. */
  Uni<Attempt> post(String target, Letter letter);
}
