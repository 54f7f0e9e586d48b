package io.sallyport.http.access;

import io.sallyport.account.Client;
import io.sallyport.account.Clients;
import io.sallyport.account.KeyHash;
import io.sallyport.account.Operators;
import io.sallyport.account.Sessions;
import io.sallyport.account.Sessions.Session;
import io.sallyport.circuit.Credential;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identifies callers by their keys (clients.md#clients-and-tokens); {@link Permissions} says what
 * each may use.
 */
@Singleton
public final class Callers {

  private static final String OPERATORS_KEY =
      "This is an operator's key, which opens /sallyport/v1 only.";

  private static final String FORGED =
      "A call by cookie that may change something needs `Sec-Fetch-Site: same-origin`, which"
          + " browsers send for a site's own pages, or the header `"
          + SessionCookie.OWN_HEADER
          + "`.";

  private final Clients clients;
  private final Operators operators;
  private final Sessions sessions;

  public Callers(Clients clients, Operators operators, Sessions sessions) {
    this.clients = clients;
    this.operators = operators;
    this.sessions = sessions;
  }

  /**
   * Who makes this request of Meta's; needs only its headers and query. An operator's key opens
   * nothing there, and never goes to Meta.
   */
  public Caller of(HttpServerRequest request) {
    return of(Credential.of(request.headers(), request.uri()));
  }

  /** The same, of who may have the key in a form. */
  public Caller of(Credential credential) {
    if (!clients.configured() && !operators.configured()) {
      return new Caller.Anyone(credential);
    }
    String token = credential.token();
    @Nullable KeyHash key = token.isEmpty() ? null : KeyHash.ofKey(token);
    if (key != null && operators.withKey(key).isPresent()) {
      return stranger(OPERATORS_KEY);
    }
    return clients.configured() ? client(credential, key) : new Caller.Anyone(credential);
  }

  /**
   * The caller of {@link #of}, now that the body is there: some SDKs put the token into a form.
   * Only an operator's is looked for, which must not go to Meta.
   */
  public Caller withBody(Caller caller, Iterable<Map.Entry<String, String>> headers, byte[] body) {
    if (!operators.configured()
        || !(caller instanceof Caller.Anyone anyone)
        || !anyone.credential().token().isEmpty()) {
      return caller;
    }
    String token = anyone.credential().or(headers, body).token();
    return !token.isEmpty() && operators.withKey(KeyHash.ofKey(token)).isPresent()
        ? stranger(OPERATORS_KEY)
        : caller;
  }

  /**
   * Who makes this request of the gateway's own: by a key, or else by an operator's session.
   *
   * @return complete already without a session; fails when the store did not answer
   */
  public Future<Caller> ofApi(HttpServerRequest request) {
    Credential credential = Credential.of(request.headers(), request.uri());
    if (!clients.configured() && !operators.configured()) {
      return Future.succeededFuture(new Caller.Anyone(credential));
    }
    boolean hasKey = !credential.token().isEmpty() || credential.fault() != null;
    String session = hasKey || !operators.configured() ? null : SessionCookie.of(request);
    return session == null
        ? Future.succeededFuture(byKey(credential))
        : sessions.find(session).map(found -> bySession(found, request));
  }

  private Caller byKey(Credential credential) {
    String token = credential.token();
    @Nullable KeyHash key = token.isEmpty() ? null : KeyHash.ofKey(token);
    Optional<Operators.Operator> operator =
        key == null || credential.fault() != null ? Optional.empty() : operators.withKey(key);
    return operator.isPresent() ? new Caller.Operator(operator.get()) : client(credential, key);
  }

  private static Caller bySession(@Nullable Session session, HttpServerRequest request) {
    if (session == null) {
      return stranger("The session is over.");
    }
    return SessionCookie.isOwn(request)
        ? new Caller.Operator(session.operator())
        : new Caller.Forged(FORGED);
  }

  /** Why a caller may not call at all; null when it may. */
  public static @Nullable Refusal refusal(Caller caller) {
    if (caller instanceof Caller.Forged forged) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, forged.why());
    }
    return caller instanceof Caller.Stranger stranger
        ? Refusal.of(Reason.UNAUTHENTICATED, stranger.why())
        : null;
  }

  private Caller client(Credential credential, @Nullable KeyHash key) {
    String fault = credential.fault();
    if (fault != null) {
      return stranger(fault);
    }
    if (key == null) {
      return stranger("There is no key.");
    }
    Optional<Client> client = clients.withKey(key);
    return client.isPresent()
        ? new Caller.Known(client.get())
        : stranger("The key is no client's.");
  }

  private static Caller stranger(String why) {
    return new Caller.Stranger(unauthenticated(why));
  }

  private static String unauthenticated(String why) {
    return why
        + " Send a client key of this gateway (sallyport.clients.\"<name>\".key) as"
        + " `Authorization: Bearer <key>` or as `access_token` in the query.";
  }
}
