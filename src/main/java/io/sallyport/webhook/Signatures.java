package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.account.Waba;
import io.sallyport.account.Wabas;
import io.sallyport.config.MetaApps;
import io.sallyport.config.MetaApps.App;
import io.sallyport.config.SallyportConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose secret signs a delivery, and what deliveries signed by it may be about. Meta signs with the
 * app's secret, and on Instagram's own host with that of the account's app.
 */
@Singleton
final class Signatures {

  /**
   * Who signs a delivery: apps, or if none does accounts whose own app signs.
   *
   * @param apps their names
   * @param accounts their ids
   */
  record Signers(Set<String> apps, Set<String> accounts) {

    boolean isNobody() {
      return apps.isEmpty() && accounts.isEmpty();
    }
  }

  private final MetaApps apps;
  private final Wabas wabas;
  private final Accounts accounts;
  private final Map<String, Signature> byApp = new LinkedHashMap<>();

  Signatures(SallyportConfig config, Wabas wabas, Accounts accounts) {
    this.apps = MetaApps.of(config.webhook());
    this.wabas = wabas;
    this.accounts = accounts;
    apps.all().forEach(app -> byApp.put(app.name(), new Signature(app.secret())));
  }

  /**
   * Who signs a delivery.
   *
   * @param header {@code X-Hub-Signature-256}; null without one
   * @param body the bytes as they came
   */
  Signers signers(@Nullable String header, byte[] body) {
    Set<String> byApps = signingApps(header, body);
    return new Signers(byApps, byApps.isEmpty() ? signingAccounts(header, body) : Set.of());
  }

  private Set<String> signingApps(@Nullable String header, byte[] body) {
    return byApp.entrySet().stream()
        .filter(app -> app.getValue().matches(header, body))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Set<String> signingAccounts(@Nullable String header, byte[] body) {
    return accounts.all().stream()
        .filter(
            account ->
                account.appSecret() != null
                    && new Signature(account.appSecret().get()).matches(header, body))
        .map(Account::id)
        .collect(Collectors.toSet());
  }

  /** Whether those who signed a delivery may tell what it is about. */
  boolean mayTell(Signers signers, JsonNode delivery) {
    return signers.apps().isEmpty()
        ? isAboutAccounts(delivery, signers.accounts())
        : !isOfAnotherApp(delivery, signers.apps());
  }

  /** Whether it is about accounts only whose own secret signed it. */
  private static boolean isAboutAccounts(JsonNode delivery, Set<String> signing) {
    if (!delivery.path("object").asText("").equals("instagram")) {
      return delivery.path("entry").isEmpty();
    }
    for (JsonNode entry : delivery.path("entry")) {
      if (!signing.contains(entry.path("id").asText(""))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is about a WABA that has an app of its own, which has not signed it. */
  private boolean isOfAnotherApp(JsonNode delivery, Set<String> signing) {
    for (JsonNode entry : delivery.path("entry")) {
      boolean isForeign =
          wabas
              .find(entry.path("id").asText(""))
              .map(Waba::app)
              .filter(app -> !signing.contains(app))
              .isPresent();
      if (isForeign) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is any app's verify token; compared in constant time. */
  boolean isVerifyToken(String token) {
    boolean isOne = false;
    for (App app : apps.all()) {
      isOne |=
          !app.verifyToken().isEmpty()
              && MessageDigest.isEqual(utf8(token), utf8(app.verifyToken()));
    }
    return isOne;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
