package io.sallyport.connector.kommo;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.SallyportConfig;
import java.util.HashMap;
import java.util.Map;

/** One Kommo account, configured. */
final class Configured {

  static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567";

  private static final String KOMMO = "sallyport.kommo.";

  private Configured() {}

  static Map<String, String> properties(String secret) {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put(KOMMO + "channels.wa.id", "7d0a3b52-1c11-4d0e-9d43-0c6a5a0f3e11");
    all.put(KOMMO + "channels.wa.secret", secret);
    all.put(KOMMO + "accounts.shop.amojo-id", "b5d4a1c8-6a0e-4c53-8f0b-2f6d3b1e9a77");
    all.put(KOMMO + "accounts.shop.channel", "wa");
    all.put(KOMMO + "accounts.shop.number", "106540352242922");
    all.put(KOMMO + "public-url", "https://gateway.example.com/");
    return all;
  }

  static SallyportConfig config(String secret) {
    return ConfiguredNumbers.config(properties(secret));
  }

  static KommoAccounts accounts(String secret) {
    return accounts(properties(secret));
  }

  static KommoAccounts accounts(Map<String, String> all) {
    return new KommoAccounts(
        ConfiguredNumbers.config(all),
        ConfiguredNumbers.kommoAccounts(all),
        ConfiguredNumbers.of(all));
  }

  static KommoAccount account() {
    return accounts(SECRET).named("shop").orElseThrow();
  }
}
