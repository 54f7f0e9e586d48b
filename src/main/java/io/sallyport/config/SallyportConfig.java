package io.sallyport.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.configuration.MemorySize;
import io.sallyport.policy.Enforcement;
import io.sallyport.policy.PolicySettings.DirectSend;
import io.sallyport.policy.PolicySettings.OnLimit;
import io.sallyport.policy.PolicySettings.StoreFailure;
import io.sallyport.policy.PolicySettings.UnknownWindow;
import io.sallyport.pricing.PricingModel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Every key of the gateway. A key that is not here stops the start-up. */
@ConfigMapping(prefix = "sallyport")
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface SallyportConfig {

  /** How Meta's Graph API is reached. */
  Graph graph();

  /** What Meta's webhooks are checked with. */
  Webhook webhook();

  /** The business phone numbers this gateway serves, by phone number id. */
  Map<String, PhoneNumber> numbers();

  /**
   * Who may call the gateway, by name. While there is none, whoever has a token of Meta's may, and
   * that token goes upstream.
   */
  Map<String, Client> clients();

  /** What may be sent. */
  Policy policy();

  /** How the template registry keeps up with Meta. */
  Templates templates();

  /** What sends are estimated to cost. */
  Pricing pricing();

  /** How Meta's webhooks go on to the CRMs. */
  RelayConfig relay();

  /** What is kept of decisions. */
  Audit audit();

  /** The clock. */
  Clock clock();

  /** How Meta's Graph API is reached. */
  interface Graph {
    /** Base URL, without a version. */
    @WithDefault("https://graph.facebook.com")
    URI url();

    /** Graph version of the gateway's own calls; a caller's calls keep the caller's version. */
    @WithDefault("v25.0")
    String version();

    /** Where Meta keeps media, beside the Graph API itself; a host, or host:port. */
    @WithDefault("lookaside.fbsbx.com")
    List<String> mediaHosts();

    /** Longest wait for a connection; after it the send provably did not leave. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** Longest wait for a whole answer; after it the outcome is unknown. */
    @WithDefault("30s")
    Duration readTimeout();
  }

  /** What Meta's webhooks are checked with. Both are required, and secret. */
  interface Webhook {
    /** The Meta app's secret; webhooks are signed with it. */
    Optional<String> appSecret();

    /** The word given to Meta when the webhook address was entered. */
    Optional<String> verifyToken();
  }

  /** One business phone number. */
  interface PhoneNumber {
    /** The WhatsApp Business Account the number belongs to; required. */
    Optional<String> wabaId();

    /**
     * Token for the gateway's own calls, and with clients also for theirs; {@code file:/path} for a
     * file that is read again when it changes.
     */
    Optional<String> accessToken();

    /** ISO code of the country whose national numbers callers may use as recipients. */
    Optional<String> country();

    /** The business portfolio, whose numbers share a messaging limit; the WABA unless set. */
    Optional<String> portfolio();

    /**
     * Whether the number is also used in the WhatsApp Business app: that has its own throughput.
     */
    @WithDefault("cloud")
    Mode mode();

    /** Messages per second, in and out; as Meta says unless set: 80, and 1,000 when raised. */
    OptionalInt throughput();

    /** Contacts the portfolio may reach outside a window in 24 h; as Meta says unless set. */
    Optional<String> messagingLimit();

    /** Where a number is used. */
    enum Mode {
      /** By the Cloud API alone. */
      CLOUD,
      /** In the WhatsApp Business app, too: 20 messages per second. */
      COEXISTENCE
    }
  }

  /** Somebody who may call the gateway. */
  interface Client {
    /**
     * Its keys, several while one replaces another; each in plain, as {@code sha256:<hex>}, or
     * {@code file:/path}.
     */
    Optional<List<String>> key();

    /** Phone number ids it may use; all unless set. */
    Optional<List<String>> numbers();

    /** The number whose token serves calls that name no number. */
    Optional<String> defaultNumber();
  }

  /** What may be sent. */
  interface Policy {
    /** Template categories that may be sent. */
    @WithDefault("MARKETING,UTILITY")
    List<String> supportedCategories();

    /** What free-form to a contact of whom nothing is known gets. */
    @WithDefault("reject")
    UnknownWindow unknownWindow();

    /** How long before its end a window counts as closed. */
    @WithDefault("0s")
    Duration windowMargin();

    /** Whether a body with a category utility may go outside a window, without a template. */
    @WithDefault("off")
    DirectSend directSend();

    /** Whether who has not written first must have opted in to be written to. */
    @WithDefault("false")
    boolean requireOptIn();

    /** Messages that opt a contact out of marketing, by language, instead of the built-in ones. */
    Map<String, List<String>> optOutKeywords();

    /** Messages that opt a contact in again, by language, instead of the built-in ones. */
    Map<String, List<String>> optInKeywords();

    /** Rules that are not enforced: observed only, or off; by reason. */
    Map<String, Enforcement> enforcement();

    /** What a send gets that Redis could not decide. */
    @WithDefault("reject")
    StoreFailure onStoreFailure();

    /** Longest wait for Redis; after it the send is undecided. */
    @WithDefault("500ms")
    Duration storeTimeout();

    /** Largest body of a send. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /** The marketing allowance of a contact. */
    Marketing marketing();
  }

  /** The marketing allowance of a contact, shared by every CRM on the number. */
  interface Marketing {
    /** Marketing templates per marketing conversation, without a reply. */
    @WithDefault("2")
    int max();

    /** How long a marketing conversation lasts from its first marketing template. */
    @WithDefault("24h")
    Duration window();

    /** Whether a reply of the contact starts the count anew. */
    @WithDefault("true")
    boolean resetOnReply();

    /** Shortest time between two counted marketing templates. */
    @WithDefault("0s")
    Duration minGap();

    /** Hours of the day, by the contact's clock, without marketing outside an open window. */
    Optional<String> quietHours();

    /** ISO codes of countries no marketing is sent to. */
    Optional<List<String>> blockedCountries();

    /** Marketing sends per second and number. */
    Optional<Double> rate();

    /** What marketing gets that is over a limit which passes by itself. */
    @WithDefault("reject")
    OnLimit onLimit();
  }

  /** How the template registry keeps up with Meta. */
  interface Templates {
    /** How often every WABA's templates are listed anew, webhooks aside. */
    @WithDefault("15m")
    Duration pollInterval();

    /** Shortest time between two listings of one WABA, however many unknown templates are named. */
    @WithDefault("10s")
    Duration missRefreshInterval();
  }

  /** What sends are estimated to cost. */
  interface Pricing {
    /** How Meta charges. */
    @WithDefault("by-date")
    Model model();

    /** CSV file with the price of a message; without one, amounts are unknown. */
    Optional<Path> rateCard();

    /** How Meta charges. */
    enum Model {
      /** As on the date of the send. */
      BY_DATE(null),
      CONVERSATION(PricingModel.CONVERSATION),
      PER_MESSAGE(PricingModel.PER_MESSAGE),
      PER_MESSAGE_SERVICE(PricingModel.PER_MESSAGE_SERVICE);

      final @Nullable PricingModel fixed;

      Model(@Nullable PricingModel fixed) {
        this.fixed = fixed;
      }
    }
  }

  /** What is kept of decisions. */
  interface Audit {
    /** Which decisions are logged, a JSON object on a line each. */
    @WithDefault("all")
    Log log();

    /** How many decisions of each number are kept in Redis for the gateway API; 0 for none. */
    @WithDefault("0")
    int remembered();

    /** Which decisions are logged. */
    enum Log {
      ALL,
      /** Those that were not sent, and those of which nobody knows. */
      REFUSED,
      OFF
    }
  }

  /** The clock. */
  interface Clock {
    /** Added to Redis's time everywhere; for tests. */
    @WithDefault("0s")
    Duration offset();
  }
}
