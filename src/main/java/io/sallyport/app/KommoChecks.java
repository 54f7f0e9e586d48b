package io.sallyport.app;

import io.sallyport.account.Secret;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.KommoConfig;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.TranslationConfig;
import io.sallyport.connector.kommo.KommoAccount;
import io.sallyport.connector.kommo.KommoAccounts;
import io.sallyport.translation.Translator;
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
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:-[0-9A-Za-z]{2,8})*");
  private static final String PREFIX = "sallyport.kommo.";

  private final NumbersConfig numbers;
  private final boolean mayCome;
  private final KommoConfig kommo;
  private final TranslationConfig translation;
  private final KommoAccountsConfig accounts;
  private final Set<String> channels;
  private final Set<String> targets;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> accountByNumber = new HashMap<>();
  private final Map<String, String> accountByScope = new HashMap<>();

  private KommoChecks(
      SallyportConfig config,
      KommoAccountsConfig accounts,
      NumbersConfig numbers,
      boolean mayCome) {
    this.mayCome = mayCome;
    this.accounts = accounts;
    this.numbers = numbers;
    this.kommo = config.kommo();
    this.translation = config.translation();
    this.channels = Set.copyOf(kommo.channels().keySet());
    this.targets = Set.copyOf(config.relay().targets().keySet());
  }

  /**
   * Checks the keys.
   *
   * @param mayCome whether there may be numbers that the configuration does not name
   */
  static List<String> of(
      SallyportConfig config,
      KommoAccountsConfig accounts,
      NumbersConfig numbers,
      boolean mayCome) {
    KommoChecks checks = new KommoChecks(config, accounts, numbers, mayCome);
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
    channel
        .secret()
        .ifPresentOrElse(
            secret -> checkSecret(prefix + "secret", secret),
            () -> problems.add(prefix + "secret is not set: set it to the channel's secret."));
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
    checkApi(prefix, name, account);
    checkLanguage(prefix + "translate-to", account);
  }

  private void checkApi(String prefix, String name, KommoAccountsConfig.ChatAccount account) {
    Optional<String> token = account.apiToken();
    if (account.apiUrl().isPresent() != token.isPresent()) {
      problems.add(
          prefix + "api-url and api-token: set both, or neither if templates are not to appear.");
    }
    if (account.apiUrl().isPresent() && !isBase(account.apiUrl().get())) {
      problems.add(prefix + "api-url is not an address: use https://<subdomain>.kommo.com.");
    }
    token.ifPresent(it -> checkSecret(KommoAccounts.tokenKey(name), it));
  }

  private void checkSecret(String key, String configured) {
    try {
      new Secret<>(key, configured, KommoAccounts::secret);
    } catch (Secret.Unusable e) {
      problems.add(key + ": " + e.getMessage() + ".");
    }
  }

  private void checkLanguage(String key, KommoAccountsConfig.ChatAccount account) {
    if (account.translateTo().isEmpty()) {
      return;
    }
    if (!LANGUAGE.matcher(account.translateTo().get()).matches()) {
      problems.add(key + " is no language: use a code such as en, or pt-BR.");
    }
    if (translation.url().isEmpty()) {
      problems.add(key + ": set sallyport.translation.url, which is to translate.");
    }
  }

  private void checkNumber(String prefix, String name, String number) {
    NumbersConfig.PhoneNumber configured = numbers.byId().get(number);
    if (number.isEmpty() || (configured == null && !mayCome)) {
      problems.add(
          prefix
              + "number is no configured number: set it to a phone number id under sallyport"
              + ".numbers.");
      return;
    }
    if (configured != null && !numbers.hasToken(configured, mayCome)) {
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
    checkTranslation();
  }

  private void checkTranslation() {
    String prefix = "sallyport.translation.";
    if (translation.url().filter(url -> !isBase(url)).isPresent()) {
      problems.add(prefix + "url is not an address: use https://host[:port].");
    }
    if (translation.timeout().isNegative() || translation.timeout().isZero()) {
      problems.add(prefix + "timeout must be longer than 0s.");
    }
    translation
        .apiKey()
        .ifPresent(
            configured -> {
              try {
                new Secret<>(prefix + "api-key", configured, Translator::key);
              } catch (Secret.Unusable e) {
                problems.add(prefix + "api-key: " + e.getMessage() + ".");
              }
            });
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
