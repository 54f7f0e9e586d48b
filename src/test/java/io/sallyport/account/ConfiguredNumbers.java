package io.sallyport.account;

import io.sallyport.config.AccountsConfig;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.SallyportConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** A configuration as a test wants it, without a container. */
public final class ConfiguredNumbers {

  private ConfiguredNumbers() {}

  /** The defaults, and these properties. */
  public static SallyportConfig config(Map<String, String> properties) {
    return read(properties).getConfigMapping(SallyportConfig.class);
  }

  /** The numbers among these properties. */
  public static NumbersConfig numbers(Map<String, String> properties) {
    return NumbersConfig.of(read(properties));
  }

  /** The accounts of other channels among these properties. */
  public static AccountsConfig accounts(Map<String, String> properties) {
    return AccountsConfig.of(read(properties));
  }

  /** The Kommo accounts among these properties. */
  public static KommoAccountsConfig kommoAccounts(Map<String, String> properties) {
    return KommoAccountsConfig.of(read(properties));
  }

  private static SmallRyeConfig read(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDiscoveredCustomizers()
        .withMapping(SallyportConfig.class)
        .withSources(new PropertiesConfigSource(new HashMap<>(properties), "test", 100))
        .build();
  }

  /** Numbers as configured. */
  public static Numbers of(Map<String, String> properties) {
    NumbersConfig config = numbers(properties);
    return new Numbers(config, new Wabas(config));
  }

  /** So many numbers of Meta's sample account. */
  public static Map<String, String> many(int numbers) {
    Map<String, String> all = new HashMap<>();
    for (long id = 100_000_000_000_000L; all.size() < numbers; id++) {
      all.put("sallyport.numbers.\"" + id + "\".waba-id", "102290129340398");
    }
    return all;
  }

  /** Clients as configured. */
  public static Clients clients(Map<String, String> properties) {
    return new Clients(config(properties));
  }

  /** Meta's sample number and its account, with a token. */
  public static Map<String, String> sample() {
    return Map.of(
        "sallyport.numbers.\"106540352242922\".waba-id",
        "102290129340398",
        "sallyport.numbers.\"106540352242922\".access-token",
        "EAAJ");
  }
}
