package io.sallyport.connector.graph;

import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.Outlet;
import io.sallyport.connector.Outlets;
import io.sallyport.relay.Post;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** A mailbox for every configured target, each with connections of its own. */
final class Mailboxes {

  @Produces
  @Singleton
  Post outlets(Vertx vertx, SallyportConfig config) {
    Map<String, Outlet> byTarget = new HashMap<>();
    config
        .relay()
        .targets()
        .forEach(
            (name, target) ->
                // The start-up checks require an address.
                target
                    .url()
                    .ifPresent(
                        url ->
                            byTarget.put(
                                name,
                                new Mailbox(
                                    vertx,
                                    url,
                                    target.secret().map(LetterSignature::new).orElse(null),
                                    config.relay().timeout()))));
    return new Outlets(byTarget);
  }
}
