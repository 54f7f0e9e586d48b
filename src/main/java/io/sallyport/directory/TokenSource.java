package io.sallyport.directory;

import io.smallrye.mutiny.Uni;

/** Says what a token is good for; implemented by Meta's Graph API. */
@FunctionalInterface
public interface TokenSource {

  /** Never fails: without a usable answer the token's state is unknown. */
  Uni<TokenState> state(String token);
}
