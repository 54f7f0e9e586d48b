package io.sallyport.connector.graph;

import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.Outlet;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mailbox for every target with an address, each with connections of its own. */
@Singleton
public final class Mailboxes {

  private final Vertx vertx;
  private final SallyportConfig config;

  Mailboxes(Vertx vertx, SallyportConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** Those of the targets that are configured, by the target's name. */
  public Map<String, Outlet> configured() {
    Map<String, Outlet> byTarget = new HashMap<>();
    config
        .relay()
        .targets()
        .forEach(
            (name, target) ->
                // The start-up checks require an address.
                target
                    .url()
                    .ifPresent(url -> byTarget.put(name, open(url, target.secret().orElse(null)))));
    return byTarget;
  }

  /**
   * One more.
   *
   * @param secret which signs what goes there; null for none
   */
  Outlet open(URI url, @Nullable String secret) {
    return new Mailbox(
        vertx, url, secret == null ? null : new LetterSignature(secret), config.relay().timeout());
  }
}
