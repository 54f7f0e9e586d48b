package io.sallyport.http.api;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.sallyport.account.Sessions;
import io.sallyport.account.Sessions.Session;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.access.SessionCookie;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sallyport/v1/session}: operators sign in with their key, and get a cookie instead. No
 * resource, since it is the one call of the API that needs no key.
 */
@Singleton
final class SessionRoute {

  private static final Logger LOG = Logger.getLogger(SessionRoute.class);

  private static final String PATH = "/sallyport/v1/session";
  private static final String KEY = "key";

  /** Longest body of a stranger's, bytes. */
  private static final int LONGEST = 8 * 1024;

  private static final String NOT_AN_OPERATORS =
      "The key is no operator's: sallyport.operators.\"<name>\".key.";

  private static final String CROSS_SITE =
      "A page of another site cannot sign in: `Sec-Fetch-Site` must be `same-origin`.";

  /** What the console's page says when it asks whether anyone has signed in; no other call does. */
  private static final String NEW_PAGE = "new";

  /** What a browser says of its own pages, and of an address that was typed. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final Callers callers;
  private final Sessions sessions;

  SessionRoute(Callers callers, Sessions sessions) {
    this.callers = callers;
    this.sessions = sessions;
  }

  void register(@Observes Router router) {
    router.route(PATH).order(RouteOrder.SESSION).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.method().equals(HttpMethod.POST)) {
      signIn(request);
    } else {
      callers
          .ofApi(request)
          .onSuccess(caller -> answer(request, caller))
          .onFailure(
              silent -> refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT)));
    }
  }

  private void signIn(HttpServerRequest request) {
    List<String> sites = request.headers().getAll("Sec-Fetch-Site");
    if (!OWN_SITES.containsAll(sites)) {
      request.resume();
      refuse(request, Refusal.of(Reason.FORBIDDEN_NUMBER, CROSS_SITE));
      return;
    }
    JsonBody.read(request, LONGEST)
        .map(bytes -> key(BodyMembers.read(bytes, Set.of(KEY))))
        .subscribe()
        .with(key -> signIn(request, key), wrong -> refuse(request, wrong));
  }

  private static String key(BodyMembers body) {
    String key = body.text(KEY);
    if (key == null) {
      throw ApiCalls.invalid("`key` must be an operator's key.");
    }
    return key;
  }

  /** Whatever session there was ends: its token may be known to others. */
  private void signIn(HttpServerRequest request, String key) {
    String before = SessionCookie.of(request);
    sessions
        .begin(key)
        .compose(
            begun ->
                begun.isPresent() && before != null
                    ? sessions.end(before).map(begun)
                    : Future.succeededFuture(begun))
        .onSuccess(begun -> signedIn(request, begun))
        .onFailure(silent -> refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT)));
  }

  private static void signedIn(HttpServerRequest request, Optional<String> token) {
    if (token.isEmpty()) {
      LOG.warn("sign-in refused");
      refuse(request, Refusal.of(Reason.UNAUTHENTICATED, NOT_AN_OPERATORS));
      return;
    }
    SessionCookie.set(request, token.get());
    end(request.response(), HttpResponseStatus.NO_CONTENT);
  }

  private void answer(HttpServerRequest request, Caller caller) {
    Refusal refusal = Callers.refusal(caller);
    boolean isGet = request.method().equals(HttpMethod.GET);
    if (refusal != null && isGet && isNewPage(request)) {
      // Before anyone has signed in: a browser would call a 401 an error of the page.
      end(request.response(), HttpResponseStatus.NO_CONTENT);
    } else if (refusal != null) {
      refuse(request, refusal);
    } else if (isGet) {
      show(request, caller);
    } else if (request.method().equals(HttpMethod.DELETE)) {
      signOut(request);
    } else {
      request.response().putHeader(HttpHeaders.ALLOW, "GET, POST, DELETE");
      GraphErrors.write(
          request.response(),
          HttpResponseStatus.METHOD_NOT_ALLOWED.code(),
          Refusal.of(Reason.INVALID_BODY, ApiCalls.NO_SUCH_CALL));
    }
  }

  /** One of the console's, in a browser that has neither a session nor a key. */
  private static boolean isNewPage(HttpServerRequest request) {
    return NEW_PAGE.equals(request.getHeader(SessionCookie.OWN_HEADER))
        && SessionCookie.of(request) == null
        && !request.headers().contains(HttpHeaders.AUTHORIZATION)
        && request.query() == null;
  }

  private void show(HttpServerRequest request, Caller caller) {
    if (!(caller instanceof Caller.Operator operator)) {
      refuse(request, Refusal.of(Reason.FORBIDDEN_NUMBER, ApiAccess.NOT_A_CLIENTS));
      return;
    }
    String token = SessionCookie.of(request);
    Future<@Nullable Session> session =
        token == null ? Future.succeededFuture() : sessions.find(token);
    session
        .onSuccess(found -> show(request, operator, found))
        .onFailure(silent -> refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT)));
  }

  /** Who calls with the key itself has no session that could end. */
  private static void show(
      HttpServerRequest request, Caller.Operator operator, @Nullable Session session) {
    JsonObject shown =
        new JsonObject()
            .put("operator", operator.operator().name())
            .put("role", ApiCalls.word(operator.operator().role()))
            .put("expires_at", session == null ? null : session.expiresAt().toString());
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, GraphErrors.CONTENT_TYPE)
        .end(shown.toBuffer());
  }

  private void signOut(HttpServerRequest request) {
    String token = SessionCookie.of(request);
    Future<Void> ended = token == null ? Future.succeededFuture() : sessions.end(token);
    ended
        .onSuccess(
            over -> {
              SessionCookie.drop(request);
              end(request.response(), HttpResponseStatus.NO_CONTENT);
            })
        .onFailure(silent -> refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT)));
  }

  private static void end(HttpServerResponse response, HttpResponseStatus status) {
    response.setStatusCode(status.code()).end();
  }

  private static void refuse(HttpServerRequest request, Throwable wrong) {
    if (wrong instanceof WebApplicationException refused
        && refused.getResponse().getEntity() instanceof byte[] body) {
      request
          .response()
          .setStatusCode(refused.getResponse().getStatus())
          .putHeader(HttpHeaders.CONTENT_TYPE, GraphErrors.CONTENT_TYPE)
          .end(Buffer.buffer(body));
    } else {
      LOG.errorf("sign-in failed because=%s", wrong.getClass().getName());
      refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT));
    }
  }

  private static void refuse(HttpServerRequest request, Refusal refusal) {
    GraphErrors.write(request.response(), refusal);
  }
}
