package io.sallyport.http.access;

import io.sallyport.account.Accounts;
import io.sallyport.account.Client;
import io.sallyport.account.Clients;
import io.sallyport.account.KeyHash;
import io.sallyport.account.Numbers;
import io.sallyport.account.Numbers.Held;
import io.sallyport.account.Operators;
import io.sallyport.account.Sessions;
import io.sallyport.account.Sessions.Session;
import io.sallyport.account.WazzupChannels;
import io.sallyport.circuit.Credential;
import io.sallyport.ledger.SharedClock;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identifies callers by their keys, and says which numbers each may use
 * (clients.md#clients-and-tokens).
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
  private final Numbers numbers;
  private final Accounts accounts;
  private final WazzupChannels channels;
  private final SharedClock clock;

  public Callers(
      Clients clients,
      Operators operators,
      Sessions sessions,
      Numbers numbers,
      Accounts accounts,
      WazzupChannels channels,
      SharedClock clock) {
    this.channels = channels;
    this.accounts = accounts;
    this.clients = clients;
    this.operators = operators;
    this.sessions = sessions;
    this.numbers = numbers;
    this.clock = clock;
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

  /** Why the caller may not use an account of another channel; null when it may. */
  public @Nullable Refusal refusalOfAccount(Caller caller, String id) {
    if (caller instanceof Caller.Known known && !known.client().mayUse(id)) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, forbiddenNumber(id));
    }
    return accounts.has(id) ? null : Refusal.of(Reason.UNKNOWN_NUMBER, unknownAccount(id));
  }

  /** Why the caller may not use a provider's channel; null when it may. */
  public @Nullable Refusal refusalOfChannel(Caller caller, String id) {
    if (caller instanceof Caller.Known known && !known.client().mayUse(id)) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, forbiddenNumber("this channel"));
    }
    return channels.find(id).isPresent()
        ? null
        : Refusal.of(Reason.UNKNOWN_NUMBER, UNKNOWN_CHANNEL);
  }

  /** Why the caller may not use a number, an account or a channel, whichever it is. */
  public @Nullable Refusal refusalOfAny(Caller caller, String id) {
    if (accounts.has(id)) {
      return refusalOfAccount(caller, id);
    }
    return channels.find(id).isPresent() ? refusalOfChannel(caller, id) : refusal(caller, id);
  }

  /** {@code error_data.details} of a channel that is not configured. */
  public static final String UNKNOWN_CHANNEL =
      "No such channel is configured: set sallyport.wazzup.channels.\"<channelId>\".transport.";

  /** {@code error_data.details} of an account that is not configured. */
  public static String unknownAccount(String id) {
    return "No account with the id "
        + id
        + " is known: configure sallyport.accounts.\"<id>\".channel. `me` is the client's only"
        + " account, and without clients the one whose access token is sent.";
  }

  /**
   * Why the caller may not use a number; null when it may. A client restricted to some numbers does
   * not learn which others are configured.
   */
  public @Nullable Refusal refusal(Caller caller, String phoneNumberId) {
    if (caller instanceof Caller.Known known
        && known.client().restricted()
        && !known.client().mayUse(phoneNumberId)) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, forbiddenNumber(phoneNumberId));
    }
    @Nullable Held held = numbers.held(phoneNumberId).orElse(null);
    if (held == null) {
      return Refusal.of(Reason.UNKNOWN_NUMBER, unknownNumber(phoneNumberId));
    }
    return held.isGone(clock.now())
        ? Refusal.of(Reason.UNKNOWN_NUMBER, goneNumber(held.number(), held.goneSince()))
        : null;
  }

  private static String goneNumber(BusinessNumber number, @Nullable Instant gone) {
    return "Meta lists the number "
        + number.phoneNumberId()
        + " no more in WABA "
        + number.wabaId()
        + " since "
        + gone
        + ". If it is there, POST /sallyport/v1/wabas/"
        + number.wabaId()
        + "/refresh asks again.";
  }

  /** {@code error_data.details} of a number, or an account, that is not configured. */
  public static String unknownNumber(String id) {
    return "No business phone number with the id "
        + id
        + " is known. Use the phone number id (not the WABA id, not `me`), or configure its WABA,"
        + " sallyport.wabas.\"<waba_id>\".access-token, or the number alone,"
        + " sallyport.numbers.\"<phone_number_id>\".waba-id.";
  }

  /** {@code error_data.details} of one that is another client's, as far as this one can tell. */
  public static String forbiddenNumber(String id) {
    return "This client may not use "
        + id
        + ": use one of its own numbers, or add it to the client's"
        + " sallyport.clients.\"<name>\".numbers.";
  }

  private static String unauthenticated(String why) {
    return why
        + " Send a client key of this gateway (sallyport.clients.\"<name>\".key) as"
        + " `Authorization: Bearer <key>` or as `access_token` in the query.";
  }
}
