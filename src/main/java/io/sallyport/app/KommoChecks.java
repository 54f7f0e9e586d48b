package io.sallyport.app;

import io.sallyport.account.Secret;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.KommoConfig;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.kommo.KommoAccount;
import io.sallyport.connector.kommo.KommoAccounts;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is wrong with the keys under {@code sallyport.kommo}; each names the key and the fix. */
final class KommoChecks {

  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_-]{1,58}");
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
  private static final Pattern SOURCE = Pattern.compile("[!-~]{1,40}");
  private static final String PREFIX = "sallyport.kommo.";

  private final NumbersConfig numbers;
  private final KommoConfig kommo;
  private final KommoAccountsConfig accounts;
  private final Set<String> channels;
  private final Set<String> targets;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> accountByNumber = new HashMap<>();
  private final Map<String, String> accountByScope = new HashMap<>();

  private KommoChecks(SallyportConfig config, KommoAccountsConfig accounts, NumbersConfig numbers) {
    this.accounts = accounts;
    this.numbers = numbers;
    this.kommo = config.kommo();
    this.channels = Set.copyOf(kommo.channels().keySet());
    this.targets = Set.copyOf(config.relay().targets().keySet());
  }

  static List<String> of(
      SallyportConfig config, KommoAccountsConfig accounts, NumbersConfig numbers) {
    KommoChecks checks = new KommoChecks(config, accounts, numbers);
    checks.problems.addAll(accounts.problems());
    new TreeMap<>(checks.kommo.channels()).forEach(checks::checkChannel);
    accounts.byName().forEach(checks::checkAccount);
    checks.checkRest();
    return checks.problems;
  }

  private void checkChannel(String name, KommoConfig.Channel channel) {
    String prefix = PREFIX + "channels.\"" + name + "\".";
    isId(prefix + "id", channel.id(), "the channel's id");
    channel.botId().ifPresent(id -> isId(prefix + "bot-id", Optional.of(id), "the bot's id"));
    if (channel.secret().isEmpty()) {
      problems.add(prefix + "secret is not set: set it to the channel's secret.");
      return;
    }
    try {
      new Secret<>(prefix + "secret", channel.secret().get(), KommoAccounts::secret);
    } catch (Secret.Unusable e) {
      problems.add(prefix + "secret: " + e.getMessage() + ".");
    }
  }

  private void checkAccount(String name, KommoAccountsConfig.ChatAccount account) {
    String prefix = PREFIX + "accounts.\"" + name + "\".";
    if (!NAME.matcher(name).matches()) {
      problems.add(
          prefix + ": the name may have letters, digits, dashes and underscores, at most 58.");
    }
    if (targets.contains(KommoAccount.target(name))) {
      problems.add(
          prefix
              + ": sallyport.relay.targets."
              + KommoAccount.target(name)
              + " has the name of this account's target: give it another.");
    }
    isId(prefix + "amojo-id", account.amojoId(), "the account's amojo_id");
    String channel = account.channel().orElse("");
    if (!channels.contains(channel)) {
      problems.add(
          prefix
              + "channel is no configured channel: set it to a name under sallyport.kommo"
              + ".channels.");
    }
    String scope = channel + " " + account.amojoId().orElse("");
    String other = accountByScope.put(scope, name);
    if (other != null) {
      problems.add(prefix + "amojo-id is also that of account " + other + ": one is enough.");
    }
    account
        .source()
        .filter(source -> !SOURCE.matcher(source).matches())
        .ifPresent(
            source ->
                problems.add(
                    prefix + "source may have 40 visible ASCII characters, without spaces."));
    checkNumber(prefix, name, account.number().orElse(""));
  }

  private void checkNumber(String prefix, String name, String number) {
    NumbersConfig.PhoneNumber configured = numbers.byId().get(number);
    if (configured == null) {
      problems.add(
          prefix
              + "number is no configured number: set it to a phone number id under sallyport"
              + ".numbers.");
      return;
    }
    if (configured.accessToken().isEmpty()) {
      problems.add(
          prefix
              + "number: set sallyport.numbers.\""
              + number
              + "\".access-token, by which the account's messages are sent.");
    }
    String other = accountByNumber.put(number, name);
    if (other != null) {
      problems.add(prefix + "number is also that of account " + other + ": give each its own.");
    }
  }

  private void checkRest() {
    if (!isBase(kommo.amojoUrl())) {
      problems.add(PREFIX + "amojo-url is not an address: use https://host[:port].");
    }
    boolean hasAccounts = !accounts.byName().isEmpty();
    if (hasAccounts && kommo.publicUrl().filter(KommoChecks::isBase).isEmpty()) {
      problems.add(
          PREFIX
              + "public-url is not set: set it to the gateway's own address, https://host[:port].");
    }
    if (kommo.mediaLinkLife().isNegative() || kommo.mediaLinkLife().isZero()) {
      problems.add(PREFIX + "media-link-life must be longer than 0s.");
    }
  }

  private static boolean isBase(URI url) {
    boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    return isHttp && url.getHost() != null && url.getRawQuery() == null;
  }

  private void isId(String key, Optional<String> id, String what) {
    if (id.filter(it -> ID.matcher(it).matches()).isEmpty()) {
      problems.add(key + " is not set: set it to " + what + ", as Kommo shows it.");
    }
  }
}
