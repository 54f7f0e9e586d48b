package io.sallyport.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the application makes of environment variables. */
public final class Environments {

  private Environments() {}

  /** The variables that would stop the start-up because they are no key's. */
  public static List<String> unknown(Collection<String> variables) {
    return ConfigKeys.unknown(variables);
  }

  /** The configuration that these variables are. */
  public static SallyportConfig read(Map<String, String> variables) {
    return config(variables).getConfigMapping(SallyportConfig.class);
  }

  /** The numbers that these variables configure. */
  public static NumbersConfig numbers(Map<String, String> variables) {
    return NumbersConfig.of(config(variables));
  }

  private static SmallRyeConfig config(Map<String, String> variables) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDiscoveredCustomizers()
        .withMapping(SallyportConfig.class)
        .withSources(new EnvConfigSource(variables, 300))
        .build();
  }
}
