package io.sallyport.connector.graph;

import io.sallyport.config.RelayConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.Outlet;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** A mailbox for every configured target, each with connections of its own. */
@Singleton
public final class Mailboxes {

  private final Vertx vertx;
  private final SallyportConfig config;

  Mailboxes(Vertx vertx, SallyportConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** By the target's name. */
  public Map<String, Outlet> byTarget() {
    Map<String, Outlet> byTarget = new HashMap<>();
    config
        .relay()
        .targets()
        .forEach(
            (name, target) ->
                // The start-up checks require an address.
                target.url().ifPresent(url -> byTarget.put(name, mailbox(url, target))));
    return byTarget;
  }

  private Mailbox mailbox(URI url, RelayConfig.Target target) {
    LetterSignature signature = target.secret().map(LetterSignature::new).orElse(null);
    return new Mailbox(vertx, url, signature, config.relay().timeout());
  }
}
