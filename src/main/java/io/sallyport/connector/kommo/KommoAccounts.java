package io.sallyport.connector.kommo;

import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.KommoConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.relay.Occasional;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configured Kommo accounts; the start-up checks require them to be whole. */
@Singleton
public final class KommoAccounts implements Occasional {

  /** By the configuration key. */
  private final Map<String, Secret<String>> secrets = new TreeMap<>();

  private final Map<String, Secret<String>> secretByChannel = new TreeMap<>();
  private final Map<String, KommoAccount> byName = new TreeMap<>();
  private final Map<String, KommoAccount> byScope = new HashMap<>();
  private final Map<String, KommoAccount> byNumber = new HashMap<>();

  KommoAccounts(SallyportConfig config, KommoAccountsConfig accounts, Numbers numbers) {
    KommoConfig kommo = config.kommo();
    kommo
        .channels()
        .forEach(
            (name, channel) ->
                channel
                    .secret()
                    .ifPresent(it -> secretByChannel.put(name, secretOf(secretKey(name), it))));
    secretByChannel.forEach((name, secret) -> secrets.put(secretKey(name), secret));
    Map<String, KommoConfig.Channel> channels = Map.copyOf(kommo.channels());
    accounts
        .byName()
        .forEach(
            (name, account) ->
                account
                    .number()
                    .ifPresent(number -> add(channels, name, account, numbers, number)));
  }

  /** The configuration key of a channel's secret. */
  public static String secretKey(String channel) {
    return "sallyport.kommo.channels.\"" + channel + "\".secret";
  }

  /** The configuration key of an account's token. */
  public static String tokenKey(String account) {
    return "sallyport.kommo.accounts.\"" + account + "\".api-token";
  }

  private static Secret<String> secretOf(String key, String configured) {
    return new Secret<>(key, configured, KommoAccounts::secret);
  }

  /** Checks that a secret is one. */
  public static String secret(String text) {
    if (text.isBlank()) {
      throw new Secret.Unusable("there is no secret in it");
    }
    return text;
  }

  private void add(
      Map<String, KommoConfig.Channel> channels,
      String name,
      KommoAccountsConfig.ChatAccount account,
      Numbers numbers,
      String phoneNumberId) {
    String channelName = account.channel().orElse("");
    KommoConfig.Channel channel = channels.get(channelName);
    Secret<String> secret = secretByChannel.get(channelName);
    if (channel == null || secret == null) {
      return;
    }
    KommoAccount one =
        new KommoAccount(
            name,
            account.amojoId().orElse(""),
            channel.id().orElse(""),
            secret,
            channel.botId().orElse(null),
            numbers,
            phoneNumberId,
            account.source().orElse(null),
            account.title().orElse(null),
            api(name, account),
            account.translateTo().orElse(null));
    byName.put(name, one);
    byScope.put(one.scope(), one);
    byNumber.put(phoneNumberId, one);
  }

  @Override
  public boolean has(String target) {
    return ofTarget(target) != null;
  }

  /** What is queued for it is what Kommo is told; its hooks are queued by name. */
  @Override
  public List<String> wanting(Set<String> numbers) {
    return numbers.stream()
        .map(byNumber::get)
        .filter(Objects::nonNull)
        .map(KommoAccount::target)
        .toList();
  }

  /** The account of a target of the relay; null when it is none's. */
  @Nullable KommoAccount ofTarget(String target) {
    if (!target.startsWith(KommoAccount.PREFIX)) {
      return null;
    }
    int end = target.endsWith(KommoAccount.HOOKS) ? KommoAccount.HOOKS.length() : 0;
    return byName.get(target.substring(KommoAccount.PREFIX.length(), target.length() - end));
  }

  /** The account that has this number; null for none. */
  public @Nullable KommoAccount ofNumber(String phoneNumberId) {
    return byNumber.get(phoneNumberId);
  }

  private KommoAccount.@Nullable Api api(String name, KommoAccountsConfig.ChatAccount account) {
    if (account.apiUrl().isEmpty() || account.apiToken().isEmpty()) {
      return null;
    }
    String key = tokenKey(name);
    Secret<String> token = secretOf(key, account.apiToken().get());
    secrets.put(key, token);
    return new KommoAccount.Api(account.apiUrl().get().toString().replaceAll("/+$", ""), token);
  }

  public Collection<KommoAccount> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  public Optional<KommoAccount> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<KommoAccount> ofScope(String scope) {
    return Optional.ofNullable(byScope.get(scope));
  }

  /** The channels' alone, of which there are few. */
  Collection<Secret<String>> channelSecrets() {
    return Collections.unmodifiableCollection(secretByChannel.values());
  }

  /** The channels' secrets, and the accounts' tokens. */
  public Collection<Secret<String>> secrets() {
    return Collections.unmodifiableCollection(secrets.values());
  }
}
