package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.config.Serving;
import io.sallyport.link.Links;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Connects accounts to their channel: all after the start, slowly, until it is done, and on
 * request.
 */
@Singleton
public final class KommoConnection {

  private static final Logger LOG = Logger.getLogger(KommoConnection.class);

  /** Kommo allows seven calls a second; all replicas share them. */
  private static final Duration PACE = Duration.ofMillis(150);

  private static final int AT_ONCE = 4;
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

  /** An account whose turn comes at a time, ns. */
  private record Turn(KommoAccount account, long at) {}

  private final Vertx vertx;
  private final AmojoClient amojo;
  private final KommoAccounts accounts;
  private final KommoState state;
  private final Links links;

  /** By their times, since all wait as long for another try. */
  private final Queue<Turn> waiting = new ArrayDeque<>();

  private int underWay;

  KommoConnection(
      Vertx vertx, AmojoClient amojo, KommoAccounts accounts, KommoState state, Links links) {
    this.vertx = vertx;
    this.amojo = amojo;
    this.accounts = accounts;
    this.state = state;
    this.links = links;
  }

  void start(@Observes Serving start) {
    synchronized (this) {
      accounts.all().forEach(account -> waiting.add(new Turn(account, System.nanoTime())));
    }
    if (!accounts.all().isEmpty()) {
      connectNext();
    }
  }

  /** One timer for all; it ends when all are connected. */
  private void connectNext() {
    if (!isDue()) {
      again();
      return;
    }
    links
        .claim("kommo", "pace", PACE)
        .onComplete(
            claimed -> {
              Turn turn = Boolean.TRUE.equals(claimed.result()) ? take() : null;
              if (turn != null) {
                connect(turn.account())
                    .onFailure(failure -> later(turn.account(), failure))
                    .onComplete(end -> ended());
              }
              again();
            });
  }

  private synchronized boolean isDue() {
    Turn first = waiting.peek();
    return first != null && underWay < AT_ONCE && first.at() - System.nanoTime() <= 0;
  }

  private synchronized @Nullable Turn take() {
    Turn first = waiting.poll();
    underWay += first == null ? 0 : 1;
    return first;
  }

  private synchronized void again() {
    if (!waiting.isEmpty() || underWay > 0) {
      vertx.setTimer(PACE.toMillis(), now -> connectNext());
    }
  }

  private synchronized void ended() {
    underWay--;
  }

  private synchronized void later(KommoAccount account, Throwable failure) {
    LOG.warnf("kommo account not connected account=%s because=%s", account.name(), failure);
    waiting.add(new Turn(account, System.nanoTime() + AGAIN_AFTER.toNanos()));
  }

  /** Connects an account, again if it is connected; fails with {@link NotDone}. */
  public Future<Void> connect(KommoAccount account) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("account_id", account.amojoId());
    if (account.title() != null) {
      body.put("title", account.title());
    }
    body.put("hook_api_version", "v2");
    return call(account, HttpMethod.POST, "/connect", body)
        .compose(done -> state.connected(account, true));
  }

  /** Ends it: Kommo posts no more hooks of this account; fails with {@link NotDone}. */
  public Future<Void> disconnect(KommoAccount account) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("account_id", account.amojoId());
    return call(account, HttpMethod.DELETE, "/disconnect", body)
        .compose(done -> state.connected(account, false));
  }

  private Future<Void> call(KommoAccount account, HttpMethod method, String path, ObjectNode body) {
    return amojo
        .call(account, method, account.channelId() + path, body)
        .recover(failure -> Future.failedFuture(new NotDone("Kommo did not answer.")))
        .compose(
            status ->
                status >= 200 && status < 300
                    ? Future.<Void>succeededFuture()
                    : Future.failedFuture(new NotDone("Kommo answered with HTTP " + status + ".")))
        .onFailure(why -> state.failed(account, String.valueOf(why.getMessage())));
  }

  /** The message says why, in a sentence. */
  public static final class NotDone extends Exception {
    private static final long serialVersionUID = 1L;

    NotDone(String why) {
      super(why, null, false, false);
    }
  }
}
