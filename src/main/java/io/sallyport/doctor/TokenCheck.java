package io.sallyport.doctor;

import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.config.SallyportConfig;
import io.sallyport.directory.TokenState;
import io.sallyport.doctor.Probe.Unreachable;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meta.GraphTokens;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every access token: whether Meta takes it, until when, and for what. */
@Singleton
final class TokenCheck implements Check {

  private final Numbers numbers;
  private final Accounts accounts;
  private final GraphTokens tokens;
  private final SharedClock clock;
  private final URI instagramUrl;
  private final String version;
  private final Probe probe = new Probe();

  TokenCheck(
      Numbers numbers,
      Accounts accounts,
      GraphTokens tokens,
      SharedClock clock,
      SallyportConfig config) {
    this.numbers = numbers;
    this.accounts = accounts;
    this.tokens = tokens;
    this.clock = clock;
    this.instagramUrl = config.graph().instagramUrl();
    this.version = config.graph().version();
  }

  @Override
  public String name() {
    return "token";
  }

  @Override
  public List<Finding> look(Options options) {
    List<Finding> found = new ArrayList<>();
    Map<String, Secret<String>> byKey = new TreeMap<>();
    numbers.secrets().forEach(token -> byKey.put(token.key(), token));
    byKey.forEach((key, token) -> found.add(finding(key, Waiting.on(tokens.state(token.get())))));
    for (Account account : accounts.all()) {
      if (!account.tokenText().isEmpty()) {
        found.add(ofAccount(account));
      }
    }
    return found.isEmpty()
        ? List.of(Finding.skip(name(), "none is configured, and no operator has put one"))
        : found;
  }

  private Finding ofAccount(Account account) {
    String key = Accounts.tokenKey(account.id());
    return switch (account.channel()) {
      case MESSENGER -> finding(key, state(account, "pages_messaging"));
      case INSTAGRAM -> finding(key, state(account, "instagram_manage_messages"));
      case INSTAGRAM_LOGIN -> atInstagram(key, account);
    };
  }

  private TokenState state(Account account, String needed) {
    return Waiting.on(tokens.state(account.tokenText(), List.of(needed)));
  }

  /** Its host tells nothing of a token but that it takes it. */
  private Finding atInstagram(String key, Account account) {
    try {
      int status =
          probe
              .get(
                  instagramUrl.resolve("/" + version + "/me?fields=user_id"),
                  "Bearer " + account.tokenText())
              .statusCode();
      return status == 200
          ? Finding.ok(named(key), "taken; Instagram tells no end: refresh it within 60 days")
          : Finding.fail(named(key), "Instagram answered " + status, key + ": a new one");
    } catch (Unreachable silent) {
      return Finding.warn(
          named(key), silent.why(), "sallyport.graph.instagram-url; DNS, proxy, firewall");
    }
  }

  private Finding finding(String key, TokenState state) {
    String end = state.expiresAt() == null ? "does not expire" : "expires " + state.expiresAt();
    return switch (state.word(clock.now())) {
      case OK -> Finding.ok(named(key), "valid, " + end);
      case EXPIRING -> Finding.warn(named(key), "valid, " + end, key + ": a new one");
      case EXPIRED -> Finding.fail(named(key), "expired: sends are refused", key + ": a new one");
      case INVALID ->
          Finding.fail(named(key), "Meta does not take it: sends are refused", key + ": a new one");
      case INCOMPLETE ->
          Finding.fail(
              named(key),
              "without " + String.join(", ", state.missing()),
              key + ": one with them (Business settings, System users, Generate token)");
      case UNKNOWN ->
          Finding.warn(named(key), "Meta does not say what it is good for", "run this again");
    };
  }

  /** Whose it is: the part of its key in quotes. */
  private String named(String key) {
    int first = key.indexOf('"');
    int last = key.lastIndexOf('"');
    return name() + " " + (first < last ? key.substring(first + 1, last) : key);
  }
}
