package io.sallyport.http.access;

import io.sallyport.account.Client;
import io.sallyport.account.Clients;
import io.sallyport.account.Numbers;
import io.sallyport.circuit.Credential;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Identifies callers by their keys, and says which numbers each may use
 * (clients.md#clients-and-tokens).
 */
@Singleton
public final class Callers {

  /** {@code WWW-Authenticate} of every 401 (RFC 9110 §15.5.2). */
  public static final String CHALLENGE = "Bearer realm=\"sallyport\"";

  private final Clients clients;
  private final Numbers numbers;

  public Callers(Clients clients, Numbers numbers) {
    this.clients = clients;
    this.numbers = numbers;
  }

  /** Who makes this request; needs only its headers and query. */
  public Caller of(HttpServerRequest request) {
    Credential credential = Credential.of(request.headers(), request.uri());
    if (!clients.configured()) {
      return new Caller.Anyone(credential);
    }
    String fault = credential.fault();
    if (fault != null) {
      return stranger(fault);
    }
    if (credential.token().isEmpty()) {
      return stranger("There is no key.");
    }
    Optional<Client> client = clients.withKey(credential.token());
    return client.isPresent()
        ? new Caller.Known(client.get())
        : stranger("The key is no client's.");
  }

  private static Caller stranger(String why) {
    return new Caller.Stranger(unauthenticated(why));
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
    return numbers.has(phoneNumberId)
        ? null
        : Refusal.of(Reason.UNKNOWN_NUMBER, unknownNumber(phoneNumberId));
  }

  /** {@code error_data.details} of a number, or an account, that is not configured. */
  public static String unknownNumber(String id) {
    return "No business phone number with the id "
        + id
        + " is configured. Use the phone number id (not the WABA id, not `me`), or configure"
        + " sallyport.numbers.\"<phone_number_id>\".waba-id.";
  }

  /** {@code error_data.details} of one that is another client's, as far as this one can tell. */
  public static String forbiddenNumber(String id) {
    return "This client may not use "
        + id
        + ": use one of its own numbers, or add it to the client's sallyport.clients.\"<name>\".numbers.";
  }

  private static String unauthenticated(String why) {
    return why
        + " Send a client key of this gateway (sallyport.clients.\"<name>\".key) as"
        + " `Authorization: Bearer <key>` or as `access_token` in the query.";
  }
}
