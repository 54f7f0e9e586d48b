package io.sallyport.app;

import io.sallyport.account.Clients;
import io.sallyport.account.KeyHash;
import io.sallyport.account.Numbers;
import io.sallyport.account.Operators;
import io.sallyport.account.Secret;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.NumbersConfig.PhoneNumber;
import io.sallyport.config.SallyportConfig;
import io.sallyport.instead.HoldReason;
import io.sallyport.instead.Preferences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is wrong with the configured clients, operators and tokens; each names the key and the fix.
 */
public final class ClientChecks {

  /** Shortest key that is not warned of, characters. */
  private static final int SHORTEST = 16;

  private final SallyportConfig config;
  private final NumbersConfig numbers;
  private final Set<String> others;
  private final boolean mayCome;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Set<String> tokens = new HashSet<>();
  private final Map<KeyHash, String> nameByKey = new HashMap<>();

  private ClientChecks(
      SallyportConfig config, NumbersConfig numbers, Set<String> others, boolean mayCome) {
    this.config = config;
    this.numbers = numbers;
    this.others = others;
    this.mayCome = mayCome;
  }

  /**
   * Checks the keys.
   *
   * @param others ids of other channels, which are named like numbers
   * @param mayCome whether there may be numbers that the configuration does not name
   */
  public static ClientChecks of(
      SallyportConfig config, NumbersConfig numbers, Set<String> others, boolean mayCome) {
    ClientChecks checks = new ClientChecks(config, numbers, others, mayCome);
    numbers.byId().forEach(checks::checkToken);
    new TreeMap<>(config.clients()).forEach(checks::check);
    new TreeMap<>(config.operators()).forEach(checks::check);
    checks.checkTokensOfClients();
    return checks;
  }

  /** With one of these the gateway does not start. */
  public List<String> problems() {
    return problems;
  }

  /** These are told in the log. */
  public List<String> warnings() {
    return warnings;
  }

  private void checkToken(String id, PhoneNumber number) {
    number
        .accessToken()
        .filter(tokens::add)
        .ifPresent(
            configured -> {
              try {
                new Secret<>(Numbers.tokenKey(id), configured, Numbers::token);
              } catch (Secret.Unusable e) {
                problems.add(Numbers.tokenKey(id) + ": " + e.getMessage() + ".");
              }
            });
  }

  private void check(String name, SallyportConfig.Client client) {
    String prefix = "sallyport.clients.\"" + name + "\".";
    checkKeys("client " + name, Clients.key(name), client.key().orElse(List.of()));
    client.numbers().ifPresent(ids -> checkNumbers(prefix, ids));
    client
        .fallback()
        .filter(written -> Preferences.fallback(written).isEmpty())
        .ifPresent(
            written ->
                problems.add(
                    prefix + "fallback: use <template>/<language>, as order_update/en_US."));
    client.hold().orElse(List.of()).forEach(written -> checkHold(prefix, written));
    client
        .defaultNumber()
        .filter(id -> !mayCome || client.numbers().isPresent())
        .filter(id -> !usable(client).contains(id))
        .ifPresent(
            id ->
                problems.add(
                    prefix + "default-number: " + id + " is not a number this client may use."));
  }

  private void checkHold(String prefix, String written) {
    Optional<HoldReason> reason = HoldReason.of(written);
    if (reason.isEmpty()) {
      problems.add(prefix + "hold: " + HoldReason.WORDS + ", not " + written + ".");
    } else if (reason.get().above() != null && config.pricing().rateCard().isEmpty()) {
      problems.add(prefix + "hold: " + written + " needs prices: set sallyport.pricing.rate-card.");
    }
  }

  private void check(String name, SallyportConfig.Operator operator) {
    checkKeys("operator " + name, Operators.key(name), operator.key().orElse(List.of()));
  }

  private void checkKeys(String owner, String key, List<String> configured) {
    if (configured.isEmpty()) {
      problems.add(
          key + " is not set: set it to a long random word, its sha256:<hex> or file:<path>.");
    }
    configured.forEach(one -> checkKey(owner, key, one));
  }

  private void checkKey(String owner, String key, String configured) {
    if (configured.length() < SHORTEST) {
      warnings.add(key + " is short enough to be guessed: use 16 random characters or more.");
    }
    try {
      for (KeyHash hash : new Secret<>(key, configured, KeyHash::all).get()) {
        String other = nameByKey.put(hash, owner);
        if (other != null && !other.equals(owner)) {
          problems.add(key + " is also a key of " + other + ": give each its own.");
        }
      }
    } catch (Secret.Unusable e) {
      problems.add(key + ": " + e.getMessage() + ".");
    }
  }

  private void checkNumbers(String prefix, List<String> ids) {
    for (String id : ids) {
      if (!mayCome && !numbers.ids().contains(id) && !others.contains(id)) {
        problems.add(
            prefix + "numbers: " + id + " is not configured: set " + wabaKey(id) + " or drop it.");
      }
    }
  }

  private static String wabaKey(String id) {
    return "sallyport.numbers.\"" + id + "\".waba-id";
  }

  private Set<String> usable(SallyportConfig.Client client) {
    if (client.numbers().isPresent()) {
      return new HashSet<>(client.numbers().get());
    }
    Set<String> all = new HashSet<>(numbers.ids());
    all.addAll(others);
    return all;
  }

  /** A client's key means nothing to Meta: every number it may use needs a token to put there. */
  private void checkTokensOfClients() {
    var clients = config.clients().values();
    boolean usesAll = clients.stream().anyMatch(client -> client.numbers().isEmpty());
    Set<String> used = new TreeSet<>(usesAll ? numbers.ids() : Set.of());
    if (!usesAll) {
      clients.forEach(client -> used.addAll(usable(client)));
    }
    for (String id : used) {
      PhoneNumber number = numbers.byId().get(id);
      if (number != null && !numbers.hasToken(number, mayCome)) {
        warnings.add(
            Numbers.tokenKey(id)
                + " is not set, and a client may use this number: its sends go to Meta without a"
                + " token, its other calls are refused.");
      }
    }
  }
}
