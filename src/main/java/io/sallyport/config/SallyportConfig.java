package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
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

/**
 * Every key of the gateway. A key that is not here stops the start-up.
 *
 * <p>The comments on keys, here and in {@link PolicyConfig} and {@link RelayConfig}, are the
 * configuration manual's text.
 */
@ConfigMapping(prefix = "sallyport")
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface SallyportConfig {

  /** How Meta's Graph API is reached. */
  Graph graph();

  /** What Meta's webhooks are checked with. */
  Webhook webhook();

  /** The business phone numbers this gateway serves, by phone number id. */
  @ConfigDocMapKey("phone_number_id")
  Map<String, PhoneNumber> numbers();

  /**
   * Who may call the gateway, by name. While there is none, whoever has a token of Meta's may, and
   * that token goes upstream.
   */
  @ConfigDocMapKey("name")
  Map<String, Client> clients();

  /** What may be sent. */
  PolicyConfig policy();

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
    /** Meta's Graph API, without a version. */
    @WithDefault("https://graph.facebook.com")
    URI url();

    /** Version of the gateway's own calls (listing templates); your calls keep yours. */
    @WithDefault("v25.0")
    String version();

    /**
     * Where Meta keeps media: hosts, {@code host:port}, or {@code .fbcdn.net} for all hosts below
     * it; the host of {@code graph.url} is always one. With clients, links there are rewritten, see
     * <a href="clients.md">clients.md</a>; of links elsewhere the log names each host once.
     */
    @WithDefault("lookaside.fbsbx.com")
    List<String> mediaHosts();

    /** Longest wait for a connection; then 502, nothing was sent. */
    @WithDefault("2s")
    Duration connectTimeout();

    /**
     * Longest wait for a whole answer; with twice the connect-timeout at most 55s; then 504, it may
     * have been sent.
     */
    @WithDefault("30s")
    Duration readTimeout();
  }

  /** What Meta's webhooks are checked with. */
  interface Webhook {
    /** The Meta app's secret (App settings, Basic); webhooks are signed with it. */
    @ConfigDocDefault("required, secret")
    Optional<String> appSecret();

    /** The word you enter at Meta beside the webhook address. */
    @ConfigDocDefault("required, secret")
    Optional<String> verifyToken();

    /**
     * The gateway's own webhook addresses as Meta knows them ({@code
     * https://gateway.example.com/webhooks/whatsapp}), comma-separated: calls may set these as
     * {@code override_callback_uri}; any other is refused with {@code webhook_override}.
     */
    @ConfigDocDefault("none")
    Optional<List<String>> publicUrl();
  }

  /** One business phone number. */
  interface PhoneNumber {
    /** The WhatsApp Business Account of the number. */
    @ConfigDocDefault("required")
    Optional<String> wabaId();

    /**
     * For the gateway's own calls, and put in place of the client's key when clients are configured
     * (without one a client's sends go to Meta without a token, and its other calls are refused;
     * the log warns of it); the token, or {@code file:/path} of a file that is read again when it
     * changes. Without clients one number of a WABA having it is enough. Without one the WABA's
     * templates are unknown, and template sends are refused with {@code unknown_template}.
     */
    @ConfigDocDefault("none, secret")
    Optional<String> accessToken();

    /**
     * ISO code of the country ({@code IN}) whose national numbers callers may use in {@code to}: a
     * number without {@code +} that can be no international one is read as one of that country.
     * Without it every number is international.
     */
    Optional<String> country();

    /** The business portfolio of the number: the numbers of one share a messaging limit. */
    @ConfigDocDefault("the WABA's id")
    Optional<String> portfolio();

    /**
     * {@code coexistence}: the number is also used in the WhatsApp Business app, and has 20
     * messages per second.
     */
    @WithDefault("cloud")
    Mode mode();

    /** Messages per second, in and out; a number set here stands whatever Meta says. */
    @ConfigDocDefault("as Meta says: 80, and 1000 once its webhook has raised it")
    OptionalInt throughput();

    /**
     * Contacts the portfolio may reach outside a window in a moving 24 hours: {@code 250}, {@code
     * 2000}, {@code 10000}, {@code 100000}, {@code unlimited}, another number, or Meta's {@code
     * TIER_2K}; set it alike for the numbers of a portfolio.
     */
    @ConfigDocDefault("as Meta's webhook says, else unlimited")
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
     * The client's key, or several with commas between them while one replaces another: 16 visible
     * characters or more, or {@code sha256:<64 hex digits>} of it, or {@code file:/path} of a file
     * with one or more on lines of their own, which is read again when it changes. As soon as one
     * client is configured every call needs a key, see <a href="clients.md">clients.md</a>.
     */
    @ConfigDocDefault("none, secret")
    Optional<List<String>> key();

    /** Phone number ids the client may use. */
    @ConfigDocDefault("all numbers")
    Optional<List<String>> numbers();

    /** The number whose token serves calls that name no number. */
    @ConfigDocDefault("the client's only number, if it has one")
    Optional<String> defaultNumber();
  }

  /** How the template registry keeps up with Meta. */
  interface Templates {
    /** How often templates are listed anew, webhooks aside. */
    @WithDefault("15m")
    Duration pollInterval();

    /**
     * Shortest time between two listings of a WABA, however many unknown templates are named;
     * {@code POST …/templates/refresh} asks for one at most once a second.
     */
    @WithDefault("10s")
    Duration missRefreshInterval();
  }

  /** What sends are estimated to cost. */
  interface Pricing {
    /**
     * How Meta charges: {@code conversation}, {@code per-message}, {@code per-message-service};
     * {@code by-date}: the first until 2025-06-30, the second until 2026-09-30, then the third
     * (UTC).
     */
    @WithDefault("by-date")
    Model model();

    /** CSV file with the prices, see below; without one, amounts are unknown. */
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
    /**
     * {@code all}, {@code refused} or {@code off}: which decisions are logged, each a JSON object
     * on a line of standard output; see <a href="observability.md">observability.md</a>.
     */
    @WithDefault("all")
    Log log();

    /**
     * How many decisions of each number are kept in Redis for {@code GET
     * /sallyport/v1/numbers/{phone_number_id}/decisions}; 300 to 500 bytes each, for 30 days after
     * the last.
     */
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
    /**
     * Added to Redis's time everywhere, for tests; shown in health, and logged at the start when it
     * is not zero.
     */
    @WithDefault("0s")
    Duration offset();
  }
}
