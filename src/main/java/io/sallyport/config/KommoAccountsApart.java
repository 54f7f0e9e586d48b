package io.sallyport.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Tells the library that the keys of Kommo accounts are known, although {@link SallyportConfig} has
 * none of them; {@link KommoAccountsReader} refuses those that are not.
 */
public final class KommoAccountsApart implements SmallRyeConfigBuilderCustomizer {

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    builder.withMappingIgnore(KommoAccountsReader.ROOT + ".**");
  }
}
