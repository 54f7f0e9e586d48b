package io.sallyport.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** A configuration as a test wants it, without a container. */
public final class ConfiguredNumbers {

  private ConfiguredNumbers() {}

  /** The defaults, and these properties. */
  public static SallyportConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(SallyportConfig.class)
        .withSources(new PropertiesConfigSource(new HashMap<>(properties), "test", 100))
        .build()
        .getConfigMapping(SallyportConfig.class);
  }

  /** Numbers as configured. */
  public static Numbers of(SallyportConfig config) {
    return new Numbers(config);
  }

  /** Clients as configured. */
  public static Clients clients(SallyportConfig config) {
    return new Clients(config);
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
