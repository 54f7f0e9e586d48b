package io.sallyport.twin;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.templates.TwinTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a twin is started with. Never changes: each {@code with…} answers changed options. */
public final class TwinOptions {

  private int port;
  private @Nullable String webhookUrl;
  private String appSecret = "twin-app-secret";
  private int instagramPort;
  private String instagramAppSecret = "twin-instagram-app-secret";
  private List<Account> accounts = List.of();
  private @Nullable String verifyToken;
  private List<TwinNumber> numbers;
  private List<TwinTemplate> templates;
  private Set<String> tokens = Set.of();
  private int marketingAllowance = 2;
  private Duration statusDelay = Duration.ofMillis(50);
  private int maxWebhookTries = 5;

  private TwinOptions(List<TwinNumber> numbers, List<TwinTemplate> templates) {
    if (numbers.isEmpty()) {
      throw new IllegalArgumentException("A twin needs a phone number");
    }
    this.numbers = List.copyOf(numbers);
    this.templates = List.copyOf(templates);
  }

  public static TwinOptions of(List<TwinNumber> numbers, List<TwinTemplate> templates) {
    return new TwinOptions(numbers, templates);
  }

  private TwinOptions with(Consumer<TwinOptions> change) {
    TwinOptions changed = new TwinOptions(numbers, templates);
    changed.port = port;
    changed.webhookUrl = webhookUrl;
    changed.appSecret = appSecret;
    changed.instagramPort = instagramPort;
    changed.instagramAppSecret = instagramAppSecret;
    changed.accounts = accounts;
    changed.verifyToken = verifyToken;
    changed.tokens = tokens;
    changed.marketingAllowance = marketingAllowance;
    changed.statusDelay = statusDelay;
    changed.maxWebhookTries = maxWebhookTries;
    change.accept(changed);
    return changed;
  }

  /** 0 for any free port. */
  public TwinOptions withPort(int to) {
    return with(options -> options.port = to);
  }

  /** Where webhooks go; none are sent without it. */
  public TwinOptions withWebhookUrl(@Nullable String to) {
    return with(options -> options.webhookUrl = to);
  }

  public TwinOptions withAppSecret(String to) {
    return with(options -> options.appSecret = to);
  }

  /** Of the host of Instagram Login; 0 for any free port. */
  public TwinOptions withInstagramPort(int to) {
    return with(options -> options.instagramPort = to);
  }

  /** What webhooks of Instagram Login are signed with. */
  public TwinOptions withInstagramAppSecret(String to) {
    return with(options -> options.instagramAppSecret = to);
  }

  /** The Pages and Instagram accounts. */
  public TwinOptions withAccounts(List<Account> to) {
    return with(options -> options.accounts = List.copyOf(to));
  }

  /** What the twin sends when asked to verify the webhook address. */
  public TwinOptions withVerifyToken(@Nullable String to) {
    return with(options -> options.verifyToken = to);
  }

  public TwinOptions withNumbers(List<TwinNumber> to) {
    return with(options -> options.numbers = List.copyOf(to));
  }

  public TwinOptions withTemplates(List<TwinTemplate> to) {
    return with(options -> options.templates = List.copyOf(to));
  }

  /** The access tokens that pass; any non-blank one does when empty. */
  public TwinOptions withTokens(Set<String> to) {
    return with(options -> options.tokens = Set.copyOf(to));
  }

  /**
   * Marketing templates delivered per marketing conversation without a reply
   * (platform-facts.md#marketing-limit-per-user).
   */
  public TwinOptions withMarketingAllowance(int to) {
    return with(options -> options.marketingAllowance = to);
  }

  /** From acceptance to the first status, in the twin's time. */
  public TwinOptions withStatusDelay(Duration to) {
    return with(options -> options.statusDelay = to);
  }

  /** POSTs per webhook until one is answered 200. */
  public TwinOptions withMaxWebhookTries(int to) {
    return with(options -> options.maxWebhookTries = to);
  }

  public int port() {
    return port;
  }

  public @Nullable String webhookUrl() {
    return webhookUrl;
  }

  public String appSecret() {
    return appSecret;
  }

  public int instagramPort() {
    return instagramPort;
  }

  public String instagramAppSecret() {
    return instagramAppSecret;
  }

  public List<Account> accounts() {
    return accounts;
  }

  public @Nullable String verifyToken() {
    return verifyToken;
  }

  public List<TwinNumber> numbers() {
    return numbers;
  }

  public List<TwinTemplate> templates() {
    return templates;
  }

  public Set<String> tokens() {
    return tokens;
  }

  public int marketingAllowance() {
    return marketingAllowance;
  }

  public Duration statusDelay() {
    return statusDelay;
  }

  public int maxWebhookTries() {
    return maxWebhookTries;
  }
}
