package io.sallyport.gateway;

import io.sallyport.admission.Credential;
import io.sallyport.config.Client;
import io.sallyport.config.Clients;
import io.sallyport.config.Numbers;
import io.sallyport.policy.Details;
import io.sallyport.policy.Reason;
import io.sallyport.policy.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells callers by their keys, and what each may use (clients.md#clients-and-tokens). */
@Singleton
final class Callers {

  /** Goes with every 401 (RFC 9110 §15.5.2). */
  static final String CHALLENGE = "Bearer realm=\"sallyport\"";

  private final Clients clients;
  private final Numbers numbers;

  Callers(Clients clients, Numbers numbers) {
    this.clients = clients;
    this.numbers = numbers;
  }

  /** Who makes this request, by its headers and its query alone. */
  Caller of(HttpServerRequest request) {
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
    return new Caller.Stranger(Details.unauthenticated(why));
  }

  /**
   * Why the caller cannot use a number; null when it can. A client that is held to some numbers
   * does not learn which others there are.
   */
  @Nullable Refusal refusal(Caller caller, String phoneNumberId) {
    if (caller instanceof Caller.Known known
        && known.client().restricted()
        && !known.client().mayUse(phoneNumberId)) {
      return Refusal.of(Reason.FORBIDDEN_NUMBER, Details.forbiddenNumber(phoneNumberId));
    }
    return numbers.has(phoneNumberId)
        ? null
        : Refusal.of(Reason.UNKNOWN_NUMBER, Details.unknownNumber(phoneNumberId));
  }
}
