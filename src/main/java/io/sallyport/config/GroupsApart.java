package io.sallyport.config;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * Tells the library that the keys of numbers, WABAs, accounts and Kommo accounts are known,
 * although {@link SallyportConfig} has none of them; {@link GroupReader} refuses those that are
 * not.
 */
public final class GroupsApart implements SmallRyeConfigBuilderCustomizer {

  @Override
  public void configBuilder(SmallRyeConfigBuilder builder) {
    builder.withMappingIgnore(NumbersReader.NUMBERS + ".**");
    builder.withMappingIgnore(NumbersReader.WABAS + ".**");
    builder.withMappingIgnore(KommoAccountsReader.ROOT + ".**");
    builder.withMappingIgnore(AccountsReader.ROOT + ".**");
  }
}
