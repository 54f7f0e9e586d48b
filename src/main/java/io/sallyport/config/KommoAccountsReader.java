package io.sallyport.config;

import io.sallyport.config.KommoAccountsConfig.ChatAccount;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Reads the keys under {@code sallyport.kommo.accounts}. */
final class KommoAccountsReader {

  static final String ROOT = "sallyport.kommo.accounts";

  private enum Key {
    AMOJO_ID,
    CHANNEL,
    NUMBER,
    SOURCE,
    TITLE,
    API_URL,
    API_TOKEN,
    TRANSLATE_TO
  }

  private record Given(
      Optional<String> amojoId,
      Optional<String> channel,
      Optional<String> number,
      Optional<String> source,
      Optional<String> title,
      Optional<URI> apiUrl,
      Optional<String> apiToken,
      Optional<String> translateTo)
      implements ChatAccount {}

  private KommoAccountsReader() {}

  static KommoAccountsConfig read(SmallRyeConfig config) {
    List<String> problems = new ArrayList<>();
    SortedMap<String, ChatAccount> accounts =
        new GroupReader<>(config, ROOT, Key.class, problems).read(KommoAccountsReader::account);
    return new KommoAccountsConfig(accounts, problems.stream().sorted().toList());
  }

  private static ChatAccount account(GroupReader<Key>.Group given) {
    return new Given(
        given.text(Key.AMOJO_ID),
        given.text(Key.CHANNEL),
        given.text(Key.NUMBER),
        given.text(Key.SOURCE),
        given.text(Key.TITLE),
        given.value(Key.API_URL, URI.class),
        given.text(Key.API_TOKEN),
        given.text(Key.TRANSLATE_TO));
  }
}
