package io.sallyport.http.kommo;

import io.sallyport.connector.kommo.HookInbox;
import io.sallyport.connector.kommo.KommoAccount;
import io.sallyport.connector.kommo.KommoAccounts;
import io.sallyport.connector.kommo.KommoSignature;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.WholeBody;
import io.sallyport.link.HookOutcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code POST /kommo/{scope_id}}. A hook is verified, stored, and answered; all else is done later.
 * Kommo posts it once, and gives up an answer after 5 s (kommo.md#what-happens-in-an-outage).
 */
@Singleton
final class HookRoute {

  private static final Logger LOG = Logger.getLogger(HookRoute.class);

  private static final String SCOPE = "scope";

  /** A hook is a text and addresses: files are fetched. */
  private static final long MAX_BODY = 1L << 20;

  /** Less than the second in which the answer is promised. */
  private static final Duration STORE_WITHIN = Duration.ofMillis(900);

  private final KommoAccounts accounts;
  private final HookInbox inbox;
  private final Event<HookOutcome> events;

  HookRoute(KommoAccounts accounts, HookInbox inbox, Event<HookOutcome> events) {
    this.accounts = accounts;
    this.inbox = inbox;
    this.events = events;
  }

  /** Under a prefix, so that a send meets no pattern on its way. */
  void register(@Observes Router router, Vertx vertx) {
    Router hooks = Router.router(vertx);
    hooks
        .post("/:" + SCOPE)
        .handler(this::find)
        .handler(new WholeBody(MAX_BODY))
        .handler(this::receive)
        .failureHandler(this::fail);
    router.route("/kommo/*").order(RouteOrder.WEBHOOK).subRouter(hooks);
  }

  /** Before the body is read. */
  private void find(RoutingContext context) {
    if (account(context).isEmpty()) {
      answer(context, 404, HookOutcome.UNKNOWN_SCOPE);
    } else {
      context.next();
    }
  }

  private Optional<KommoAccount> account(RoutingContext context) {
    return accounts.ofScope(context.pathParam(SCOPE));
  }

  private void receive(RoutingContext context) {
    KommoAccount account = account(context).orElseThrow();
    Buffer buffer = context.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    String signature = context.request().getHeader("X-Signature");
    if (!KommoSignature.isOfHook(account.secret().get(), signature, body)) {
      answer(context, 401, HookOutcome.BAD_SIGNATURE);
      return;
    }
    inbox
        .take(account, body)
        .ifNoItem()
        .after(STORE_WITHIN)
        .fail()
        .subscribe()
        .with(
            taken -> answer(context, 200, taken),
            failure -> {
              LOG.errorf(
                  "kommo hook not stored, and it is posted once: the message is lost account=%s"
                      + " because=%s",
                  account.name(), failure.getClass().getSimpleName());
              answer(context, 503, HookOutcome.NOT_STORED);
            });
  }

  private void answer(RoutingContext context, int status, HookOutcome outcome) {
    events.fire(outcome);
    HttpServerResponse response = context.response();
    if (!response.ended() && !response.closed()) {
      response.setStatusCode(status).end();
    }
  }

  private void fail(RoutingContext context) {
    int status = context.statusCode();
    answer(context, status < 400 ? 500 : status, HookOutcome.NOT_READ);
  }
}
