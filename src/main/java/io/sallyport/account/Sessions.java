package io.sallyport.account;

import io.sallyport.account.Operators.Operator;
import io.sallyport.ledger.SharedClock;
import io.sallyport.link.Links;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Operators who have signed in. Every replica knows a session, which ends with its time, and with
 * the key it began with. The store has the token's hash only, so that who reads it cannot take a
 * session over.
 */
@Singleton
public final class Sessions {

  /** How long a session is good for, by the ledger's clock. */
  public static final Duration LIFE = Duration.ofHours(8);

  private static final String OWNER = "sessions";
  private static final int TOKEN_BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** One that is under way. */
  public record Session(Operator operator, Instant expiresAt) {}

  private final Links store;
  private final Operators operators;
  private final SharedClock clock;
  private final SecureRandom random = new SecureRandom();

  public Sessions(Links store, Operators operators, SharedClock clock) {
    this.store = store;
    this.operators = operators;
    this.clock = clock;
  }

  /**
   * Begins a session, always a new one.
   *
   * @return its token; empty when the key is no operator's
   */
  public Future<Optional<String>> begin(String key) {
    KeyHash hash = KeyHash.ofKey(key);
    Optional<Operator> operator = operators.withKey(hash);
    if (operator.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String value =
        hash.hex() + " " + clock.now().plus(LIFE).toEpochMilli() + " " + operator.get().name();
    return store.put(OWNER, name(token), value, LIFE).map(kept -> Optional.of(token));
  }

  /** The session with this token; null when there is none, or it is over. */
  public Future<@Nullable Session> find(String token) {
    return operators.configured() && TOKEN.matcher(token).matches()
        ? store.find(OWNER, name(token)).map(this::read)
        : Future.succeededFuture();
  }

  private @Nullable Session read(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String[] parts = value.split(" ", 3);
    Instant expiresAt = Instant.ofEpochMilli(Long.parseLong(parts[1]));
    return clock.now().isBefore(expiresAt)
        ? operators
            .withKey(KeyHash.ofHex(parts[0], null))
            .filter(operator -> operator.name().equals(parts[2]))
            .map(operator -> new Session(operator, expiresAt))
            .orElse(null)
        : null;
  }

  /** Ends a session, if there is one. */
  public Future<Void> end(String token) {
    return TOKEN.matcher(token).matches()
        ? store.forget(OWNER, name(token))
        : Future.succeededFuture();
  }

  private static String name(String token) {
    return KeyHash.ofKey(token).hex();
  }
}
