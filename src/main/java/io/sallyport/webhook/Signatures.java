package io.sallyport.webhook;

import io.sallyport.account.Accounts;
import io.sallyport.account.Accounts.Account;
import io.sallyport.config.MetaApps;
import io.sallyport.config.MetaApps.App;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the Meta apps sign and verify with. */
final class Signatures {

  private final MetaApps apps;
  private final Map<String, Signature> byApp = new LinkedHashMap<>();

  Signatures(MetaApps apps) {
    this.apps = apps;
    apps.all().forEach(app -> byApp.put(app.name(), new Signature(app.secret())));
  }

  /** The names of the apps whose secret signs this; none when it is nobody's. */
  Set<String> signers(@Nullable String header, byte[] body) {
    return byApp.entrySet().stream()
        .filter(app -> app.getValue().matches(header, body))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The ids of the accounts whose own app's secret signs this. */
  static Set<String> accounts(Accounts accounts, @Nullable String header, byte[] body) {
    return accounts.all().stream()
        .filter(
            account ->
                account.appSecret() != null
                    && new Signature(account.appSecret().get()).matches(header, body))
        .map(Account::id)
        .collect(Collectors.toSet());
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
