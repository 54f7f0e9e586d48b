package io.sallyport.account;

import io.sallyport.config.SallyportConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.lang.reflect.Proxy;
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

  /** So many numbers of Meta's sample account; as properties they would take seconds to be read. */
  public static SallyportConfig config(int numbers) {
    SallyportConfig one = config(sample());
    SallyportConfig.PhoneNumber number = one.numbers().values().iterator().next();
    Map<String, SallyportConfig.PhoneNumber> all = new HashMap<>();
    for (int i = 0; i < numbers; i++) {
      all.put(Long.toString(100_000_000_000_000L + i), number);
    }
    return (SallyportConfig)
        Proxy.newProxyInstance(
            SallyportConfig.class.getClassLoader(),
            new Class<?>[] {SallyportConfig.class},
            (it, asked, with) -> asked.getName().equals("numbers") ? all : asked.invoke(one, with));
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
