package io.sallyport.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Tells the library that keys under {@code sallyport.numbers} are known, although {@link
 * SallyportConfig} has none of them; {@link NumbersReader} refuses those that are not.
 */
public final class NumbersApart implements SmallRyeConfigBuilderCustomizer {

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    builder.withMappingIgnore(NumbersReader.ROOT + ".**");
  }
}
