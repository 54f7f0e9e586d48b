package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.PolicySettings.DirectSend;
import io.sallyport.policy.PolicySettings.OnLimit;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.PolicySettings.UnknownWindow;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be sent. */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface PolicyConfig {

  /** Template categories that may be sent. */
  @WithDefault("MARKETING,UTILITY")
  List<String> supportedCategories();

  /** {@code allow}: free-form passes while nothing is known of the contact's window. */
  @WithDefault("reject")
  UnknownWindow unknownWindow();

  /** How long before its end a window counts as closed; less than 24h. */
  @WithDefault("0s")
  Duration windowMargin();

  /**
   * {@code utility}: a body with {@code "category":"utility"} may leave outside a window (the
   * number must be enabled for Direct Send at Meta); {@code off}: it is judged as free-form.
   */
  @WithDefault("off")
  DirectSend directSend();

  /**
   * {@code true}: templates and Direct Send go only to contacts who have opted in or written
   * before; others are refused with {@code no_opt_in}.
   */
  @WithDefault("false")
  @WithConverter(YesOrNo.class)
  boolean requireOptIn();

  /**
   * What becomes of a send this rule refuses, see below: {@code enforce}: it is refused; {@code
   * observe}: it is forwarded with {@code Sallyport-Decision: observed} and the reason, and
   * counted; {@code off}: the rule is not looked at.
   */
  @ConfigDocMapKey("reason")
  @ConfigDocDefault("every one `enforce`")
  Map<String, Enforcement> enforcement();

  /**
   * Messages that opt a contact out of marketing, instead of the language's built-in ones; {@code
   * none} for no keywords.
   */
  @ConfigDocMapKey("language")
  @ConfigDocDefault("built in, see below")
  Map<String, List<String>> optOutKeywords();

  /** Messages that opt a contact in again, likewise. */
  @ConfigDocMapKey("language")
  @ConfigDocDefault("built in, see below")
  Map<String, List<String>> optInKeywords();

  /** {@code allow}: sends leave undecided when Redis cannot answer. */
  @WithDefault("reject")
  StoreFailure onStoreFailure();

  /** Longest wait for Redis; then a send is undecided and a webhook not stored. */
  @WithDefault("500ms")
  Duration storeTimeout();

  /** Largest body of a send. */
  @WithDefault("1M")
  MemorySize maxBodySize();

  /** The marketing allowance of a contact. */
  Marketing marketing();

  /** The marketing allowance of a contact, shared by every CRM on the number. */
  interface Marketing {
    /**
     * Marketing templates per conversation without a reply; {@code 0} for none outside an open
     * window.
     */
    @WithDefault("2")
    int max();

    /** How long such a conversation lasts from its first template. */
    @WithDefault("24h")
    Duration window();

    /** Whether a reply starts the count anew. */
    @WithDefault("true")
    @WithConverter(YesOrNo.class)
    boolean resetOnReply();

    /** Shortest time between two counted templates. */
    @WithDefault("0s")
    Duration minGap();

    /** Hours without marketing by the contact's clock, {@code 21:00-08:00}, see below. */
    Optional<String> quietHours();

    /** ISO codes of countries no marketing is sent to, {@code US,KZ}, in an open window neither. */
    Optional<List<String>> blockedCountries();

    /** Marketing sends per second and number; {@code 0.5} is one in two seconds. */
    Optional<Double> rate();

    /**
     * What marketing gets that a limit holds back for a time (the allowance, a cool-down, quiet
     * hours, the rate): {@code reject}: it is refused with the time it becomes possible; {@code
     * defer}: it is kept and sent then, see <a href="limits.md">limits.md</a>.
     */
    @WithDefault("reject")
    OnLimit onLimit();
  }
}
