package io.sallyport.app;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.sallyport.config.AccountsConfig;
import io.sallyport.config.ConfigKeys;
import io.sallyport.config.FirstResponseKeys;
import io.sallyport.config.KommoAccountsConfig;
import io.sallyport.config.MetaApps;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.PolicyConfig;
import io.sallyport.config.RateCardFile;
import io.sallyport.config.RuleSwitches;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.WebhookAddress;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.contact.Contact;
import io.sallyport.directory.SecretSeal;
import io.sallyport.rule.QuietHours;
import io.sallyport.template.Category;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Refuses to start on a configuration that could not decide rightly; names the key and the fix. */
@Singleton
public final class StartupChecks {

  private static final Logger LOG = Logger.getLogger(StartupChecks.class);

  /** Shorter than the minute after which a send with an Idempotency-Key is taken for lost. */
  private static final Duration LONGEST_SEND = Duration.ofSeconds(55);

  private static final Pattern WITH_VERSION = Pattern.compile(".*/v\\d+(?:\\.\\d+)?/?");

  private static final Pattern MEDIA_HOST =
      Pattern.compile("\\.?[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*(?::\\d{1,5})?");

  private final SallyportConfig config;
  private final NumbersConfig numbers;
  private final AccountsConfig accounts;
  private final KommoAccountsConfig kommoAccounts;
  private final Optional<List<String>> redisHosts;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  public StartupChecks(
      SallyportConfig config,
      NumbersConfig numbers,
      AccountsConfig accounts,
      KommoAccountsConfig kommoAccounts,
      @ConfigProperty(name = "quarkus.redis.hosts") Optional<List<String>> redisHosts) {
    this.config = config;
    this.numbers = numbers;
    this.accounts = accounts;
    this.kommoAccounts = kommoAccounts;
    this.redisHosts = redisHosts;
  }

  /** Before the routes are made, and with them everything that needs a good configuration. */
  public void check(@Observes @Priority(1) Router router) {
    checkApps(config.webhook());
    checkPublicUrls(config.webhook().publicUrl().orElse(List.of()));
    if (redisHosts.isEmpty() || redisHosts.get().isEmpty()) {
      problems.add("quarkus.redis.hosts is not set: set it to the address of your Redis.");
    }
    for (String variable : ConfigKeys.unknown(System.getenv().keySet())) {
      problems.add(
          "the environment variable " + variable + " is no key: see src/docs/configuration.md.");
    }
    // WABAs list numbers, and operators put WABAs.
    boolean mayCome = !numbers.wabas().isEmpty() || !config.operators().isEmpty();
    // Other channels have accounts, which clients and targets name like numbers.
    Set<String> others = new HashSet<>(accounts.byId().keySet());
    others.addAll(config.wazzup().channels().keySet());
    problems.addAll(
        NumberChecks.of(
            numbers, MetaApps.of(config.webhook()), mayCome, mayCome || !others.isEmpty()));
    problems.addAll(AccountChecks.of(accounts, numbers));
    ClientChecks clients = ClientChecks.of(config, numbers, others, mayCome);
    problems.addAll(clients.problems());
    checkGraph();
    checkPolicy();
    checkPricing();
    problems.addAll(
        BudgetChecks.of(config, numbers.ids(), kommoAccounts.byName().keySet(), mayCome));
    problems.addAll(RelayChecks.of(config.relay(), numbers, others, mayCome));
    problems.addAll(KommoChecks.of(config, kommoAccounts, numbers, mayCome));
    problems.addAll(WazzupChecks.of(config));
    checkVault();
    if (config.audit().remembered().orElse(0) < 0) {
      problems.add("sallyport.audit.remembered must not be negative; 0 keeps none.");
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          "Sallyport cannot start with this configuration:\n  - "
              + String.join("\n  - ", problems));
    }
    warnings.addAll(clients.warnings());
    Duration offset = config.clock().offset();
    if (!offset.isZero()) {
      warnings.add(
          "sallyport.clock.offset is "
              + offset
              + ": windows and allowances are judged at another time than now");
    }
    warnings.forEach(LOG::warn);
  }

  /** The warnings of a configuration that passed. */
  List<String> warnings() {
    return warnings;
  }

  private void checkApps(SallyportConfig.Webhook webhook) {
    Map<String, SallyportConfig.App> apps = webhook.apps();
    boolean hasSingle = webhook.appSecret().isPresent() || webhook.verifyToken().isPresent();
    if (apps.isEmpty() || hasSingle) {
      app(
          "sallyport.webhook.app-secret",
          webhook.appSecret(),
          "sallyport.webhook.verify-token",
          webhook.verifyToken());
    }
    new TreeMap<>(apps)
        .forEach(
            (name, app) -> {
              String prefix = "sallyport.webhook.apps.\"" + name + "\".";
              app(prefix + "secret", app.secret(), prefix + "verify-token", app.verifyToken());
            });
  }

  private void app(
      String secretKey, Optional<String> secret, String tokenKey, Optional<String> token) {
    required(secretKey, secret, "the Meta app's secret");
    required(tokenKey, token, "the word you enter beside the webhook address at Meta");
  }

  private void checkVault() {
    try {
      SecretSeal.of(config.vault().key().orElse(List.of()));
    } catch (IllegalArgumentException e) {
      problems.add(
          "sallyport.vault.key is no key: use the base64 of 32 random bytes (openssl rand -base64"
              + " 32), or several with commas.");
    }
  }

  private void checkPublicUrls(List<String> urls) {
    for (String url : urls) {
      if (WebhookAddress.of(url).isEmpty()) {
        problems.add(
            "sallyport.webhook.public-url: "
                + url
                + " is not an address: use https://host[:port]/webhooks/whatsapp, without a"
                + " query.");
      }
    }
  }

  private void isCountry(String key, String code) {
    if (!Contact.isCountry(code)) {
      problems.add(
          key + ": " + code + " is not a country: use an ISO code of two capitals, IN or US.");
    }
  }

  private void checkGraph() {
    checkGraphUrl("sallyport.graph.url", config.graph().url());
    checkGraphUrl("sallyport.graph.instagram-url", config.graph().instagramUrl());
    for (String host : config.graph().mediaHosts()) {
      if (!MEDIA_HOST.matcher(host).matches()) {
        problems.add(
            "sallyport.graph.media-hosts: " + host + " is not a host, host:port or .suffix.");
      }
    }
    if (!config.graph().version().matches("v\\d+\\.\\d+")) {
      problems.add("sallyport.graph.version is not a Graph version: use v25.0 or another.");
    }
    positive("sallyport.graph.connect-timeout", config.graph().connectTimeout());
    positive("sallyport.graph.read-timeout", config.graph().readTimeout());
    Duration twoConnections = config.graph().connectTimeout().multipliedBy(2);
    if (config.graph().readTimeout().plus(twoConnections).compareTo(LONGEST_SEND) > 0) {
      problems.add(
          "sallyport.graph.read-timeout and twice sallyport.graph.connect-timeout must be at most"
              + " 55s together.");
    }
    positive("sallyport.templates.poll-interval", config.templates().pollInterval());
    positive("sallyport.templates.miss-refresh-interval", config.templates().missRefreshInterval());
  }

  private void checkGraphUrl(String key, URI url) {
    boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!isHttp || url.getHost() == null || url.getQuery() != null) {
      problems.add(key + " is not a base URL: use https://host[:port], without a query.");
    } else if (WITH_VERSION.matcher(url.getPath()).matches()) {
      problems.add(key + " ends with a version: leave it out, every call names its own.");
    }
  }

  private void checkPolicy() {
    PolicyConfig policy = config.policy();
    positive("sallyport.policy.store-timeout", policy.storeTimeout());
    for (String category : policy.supportedCategories()) {
      if (!new Category(category).isKnown()) {
        problems.add(
            "sallyport.policy.supported-categories: "
                + category
                + " is not a category: use MARKETING, UTILITY, AUTHENTICATION.");
      }
    }
    problems.addAll(RuleSwitches.of(policy).problems());
    checkKeywords("sallyport.policy.opt-out-keywords", policy.optOutKeywords());
    checkKeywords("sallyport.policy.opt-in-keywords", policy.optInKeywords());
    if (policy.windowMargin().isNegative()
        || policy.windowMargin().compareTo(Duration.ofHours(24)) >= 0) {
      problems.add("sallyport.policy.window-margin must be at least 0s and less than 24h.");
    }
    checkMarketing("sallyport.policy.marketing.", policy.marketing());
    try {
      FirstResponseKeys.limit(policy.firstResponse());
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
  }

  private void checkMarketing(String prefix, PolicyConfig.Marketing marketing) {
    positive(prefix + "window", marketing.window());
    if (marketing.max() < 0) {
      problems.add(prefix + "max must not be negative; 0 sends none.");
    }
    if (marketing.minGap().isNegative()) {
      problems.add(prefix + "min-gap must not be negative.");
    }
    marketing
        .blockedCountries()
        .ifPresent(codes -> codes.forEach(code -> isCountry(prefix + "blocked-countries", code)));
    if (marketing.rate().filter(rate -> !(rate > 0 && rate < Double.MAX_VALUE)).isPresent()) {
      problems.add(prefix + "rate must be more than 0; leave it out for no limit.");
    }
    try {
      marketing.quietHours().ifPresent(QuietHours::parse);
    } catch (IllegalArgumentException e) {
      problems.add(prefix + "quiet-hours " + e.getMessage() + ".");
    }
  }

  private void checkKeywords(String key, Map<String, List<String>> byLanguage) {
    byLanguage.forEach(
        (language, words) -> {
          if (!words.stream().allMatch(ConsentKeywords::isWord)) {
            problems.add(
                key + ".\"" + language + "\" has an empty keyword: use words, or none alone.");
          }
        });
  }

  private void checkPricing() {
    try {
      RateCardFile.read(config.pricing().rateCard());
    } catch (RateCardFile.Unusable e) {
      problems.add(e.getMessage());
    }
  }

  private void positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      problems.add(key + " must be longer than 0s.");
    }
  }

  private void required(String key, Optional<String> value, String what) {
    if (value.isEmpty() || value.get().isBlank()) {
      problems.add(key + " is not set: set it to " + what + ".");
    }
  }
}
