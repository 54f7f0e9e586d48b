package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.GraySettings.FirstContactPolicy;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.OnLimit;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
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

  /** {@code allow}: free-form messages pass while the contact's window is unknown. */
  @WithDefault("reject")
  UnknownWindow unknownWindow();

  /** How long before its end a customer service window counts as closed; less than 24h. */
  @WithDefault("0s")
  Duration windowMargin();

  /**
   * {@code utility}: a body with {@code "category":"utility"} may be sent outside a window (Meta
   * must have enabled the number for Direct Send); {@code off}: it is treated as free-form.
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
   * What happens to a send that breaks this rule, see below: {@code enforce}: it is refused; {@code
   * observe}: it is forwarded with {@code Sallyport-Decision: observed} and the reason, and
   * counted; {@code off}: the rule is not checked.
   */
  @ConfigDocMapKey("reason")
  @ConfigDocDefault("every rule: `enforce`")
  Map<String, Enforcement> enforcement();

  /**
   * Messages that opt a contact out of marketing, in place of the language's built-in ones; {@code
   * none} for no keywords.
   */
  @ConfigDocMapKey("language")
  @ConfigDocDefault("built in, see below")
  Map<String, List<String>> optOutKeywords();

  /** Messages that opt a contact in again, likewise. */
  @ConfigDocMapKey("language")
  @ConfigDocDefault("built in, see below")
  Map<String, List<String>> optInKeywords();

  /** {@code allow}: sends are forwarded without a decision while Redis does not answer. */
  @WithDefault("reject")
  StoreFailure onStoreFailure();

  /** Longest wait for Redis; then a send is undecided, and a webhook is not stored. */
  @WithDefault("500ms")
  Duration storeTimeout();

  /** Largest body of a send. */
  @WithDefault("1M")
  MemorySize maxBodySize();

  /** The marketing allowance of a contact. */
  Marketing marketing();

  /** How soon contacts who write are to be answered. */
  FirstResponse firstResponse();

  /** What a gray number, a WhatsApp number that is connected by QR code, may send. */
  Gray gray();

  /** How soon contacts who write are to be answered. */
  interface FirstResponse {
    /**
     * How long a contact may wait for an answer. Of who waits longer the event {@code
     * reply.overdue} tells, see <a href="instead.md#reply-overdue">instead.md</a>; whole seconds,
     * less than a week's {@code hours}.
     */
    @ConfigDocDefault("none: nobody is looked for")
    Optional<Duration> limit();

    /**
     * Hours in which the time counts: {@code 09:00-18:00}, {@code Mo-Fr 09:00-18:00}, several with
     * commas.
     */
    @ConfigDocDefault("always")
    Optional<String> hours();

    /** Whose clock the hours go by, such as {@code Europe/Lisbon}. */
    @ConfigDocDefault("UTC")
    Optional<String> timeZone();
  }

  /** What a gray number, a WhatsApp number that is connected by QR code, may send. */
  interface Gray {
    /**
     * Messages to a contact in a row without an answer; the next is refused with {@code
     * unanswered}.
     */
    @WithDefault("3")
    int maxUnanswered();

    /**
     * How long after a contact's last message they may be written to; later it is refused with
     * {@code silence}.
     */
    @ConfigDocDefault("none: for as long as they are known")
    Optional<Duration> silence();

    /**
     * {@code allow}: contacts who never wrote may be written to; else that is refused with {@code
     * first_contact}.
     */
    @WithDefault("reject")
    FirstContactPolicy firstContact();
  }

  /** The marketing allowance of a contact, shared by every CRM on the number. */
  interface Marketing {
    /**
     * Marketing templates a contact may get in one marketing conversation without replying; {@code
     * 0} for none outside an open window.
     */
    @WithDefault("2")
    int max();

    /** How long a marketing conversation lasts after its first template. */
    @WithDefault("24h")
    Duration window();

    /** Whether a reply of the contact starts the count again. */
    @WithDefault("true")
    @WithConverter(YesOrNo.class)
    boolean resetOnReply();

    /** Shortest time between two counted templates. */
    @WithDefault("0s")
    Duration minGap();

    /** Hours without marketing in the contact's local time, {@code 21:00-08:00}, see below. */
    Optional<String> quietHours();

    /**
     * ISO codes of countries to which no marketing is sent, not even in an open window: {@code
     * US,KZ}.
     */
    Optional<List<String>> blockedCountries();

    /** Marketing sends per second and number; {@code 0.5} is one every two seconds. */
    Optional<Double> rate();

    /**
     * What happens to marketing that a limit stops for a time (the allowance, a cool-down, quiet
     * hours, the rate): {@code reject}: it is refused with the time from which it is possible;
     * {@code defer}: it is queued and sent at that time, see <a href="limits.md">limits.md</a>.
     */
    @WithDefault("reject")
    OnLimit onLimit();
  }
}
