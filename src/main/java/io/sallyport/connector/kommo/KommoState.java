package io.sallyport.connector.kommo;

import io.sallyport.link.Links;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What is known of an account by all replicas, for who asks. Nothing depends on it. */
@Singleton
public final class KommoState {

  private static final Logger LOG = Logger.getLogger(KommoState.class);

  private static final String CONNECTED = "connected";
  private static final String LAST_HOOK = "last-hook";
  private static final String LAST_ERROR = "last-error";
  private static final Duration LIFE = Duration.ofDays(400);

  /**
   * An account's state.
   *
   * @param lastHook RFC 3339
   */
  public record Known(boolean connected, @Nullable String lastHook, @Nullable String lastError) {}

  private final Links links;

  KommoState(Links links) {
    this.links = links;
  }

  void heard(KommoAccount account, Instant at) {
    note(account, LAST_HOOK, at.toString());
  }

  void failed(KommoAccount account, String error) {
    note(account, LAST_ERROR, error);
  }

  Future<Void> connected(KommoAccount account, boolean connected) {
    return links.put(account.target(), CONNECTED, Boolean.toString(connected), LIFE);
  }

  private void note(KommoAccount account, String name, String value) {
    links
        .put(account.target(), name, value, LIFE)
        .onFailure(silent -> LOG.debugf("not noted name=%s because=%s", name, silent));
  }

  /** What is known; fails when the store does not answer. */
  public Future<Known> of(KommoAccount account) {
    String owner = account.target();
    Future<@Nullable String> connected = links.find(owner, CONNECTED);
    Future<@Nullable String> hook = links.find(owner, LAST_HOOK);
    Future<@Nullable String> error = links.find(owner, LAST_ERROR);
    return Future.all(connected, hook, error)
        .map(all -> new Known("true".equals(connected.result()), hook.result(), error.result()));
  }
}
