package io.sallyport.config;

import io.sallyport.channel.PageChannel;
import io.sallyport.config.AccountsConfig.PageAccount;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Reads the keys under {@code sallyport.accounts}. */
final class AccountsReader {

  static final String ROOT = "sallyport.accounts";

  private enum Key {
    CHANNEL,
    ACCESS_TOKEN,
    PAGE,
    APP_SECRET,
    HUMAN_AGENT
  }

  private record Given(
      Optional<PageChannel> channel,
      Optional<String> accessToken,
      Optional<String> page,
      Optional<String> appSecret,
      Optional<Boolean> humanAgent)
      implements PageAccount {}

  private AccountsReader() {}

  static AccountsConfig read(SmallRyeConfig config) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, PageAccount> accounts =
        new GroupReader<>(config, ROOT, Key.class, problems).read(AccountsReader::account);
    return new AccountsConfig(accounts, problems.stream().sorted().toList());
  }

  private static PageAccount account(GroupReader<Key>.Group given) {
    return new Given(
        given.value(Key.CHANNEL, PageChannel.class),
        given.text(Key.ACCESS_TOKEN),
        given.text(Key.PAGE),
        given.text(Key.APP_SECRET),
        given.yesOrNo(Key.HUMAN_AGENT));
  }
}
