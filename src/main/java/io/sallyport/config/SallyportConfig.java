package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All configuration keys, but for those of the numbers ({@link NumbersConfig}) and of the Kommo
 * accounts ({@link KommoAccountsConfig}). An unknown key stops the start-up.
 *
 * <p>The comments on keys, here and in {@link NumbersConfig}, {@link PolicyConfig}, {@link
 * RelayConfig}, {@link PricingConfig}, {@link BudgetConfig}, {@link ConsoleConfig}, {@link
 * KommoConfig}, {@link KommoAccountsConfig}, {@link WazzupConfig} and {@link TranslationConfig},
 * are the configuration manual's text.
 */
@ConfigMapping(prefix = "sallyport")
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface SallyportConfig {

  /** How Meta's Graph API is reached. */
  Graph graph();

  /** How Meta's webhooks are verified. */
  Webhook webhook();

  /**
   * Who may call the gateway, by name. Without any, a caller authenticates with an access token of
   * Meta's, which is passed on to Meta.
   */
  @ConfigDocMapKey("name")
  Map<String, Client> clients();

  /** Who may see and change what the gateway keeps, by name: people, not CRMs. */
  @ConfigDocMapKey("name")
  Map<String, Operator> operators();

  /** The pages for operators. */
  ConsoleConfig console();

  /** How secrets are kept that operators put at run time. */
  Vault vault();

  /** What may be sent. */
  PolicyConfig policy();

  /** How the template registry keeps up with Meta. */
  Templates templates();

  /** What sends are estimated to cost. */
  PricingConfig pricing();

  /**
   * How much may be spent, by a name you choose, see <a href="instead.md#budgets">instead.md</a>.
   */
  @ConfigDocMapKey("name")
  Map<String, BudgetConfig> budgets();

  /** How Meta's webhooks are passed on to the CRMs. */
  RelayConfig relay();

  /** How the gateway is a chat channel of Kommo's. */
  KommoConfig kommo();

  /** How numbers that are connected through Wazzup are guarded. */
  WazzupConfig wazzup();

  /** Who translates, for Kommo accounts with {@code translate-to}. */
  TranslationConfig translation();

  /** Which decisions are logged and stored. */
  Audit audit();

  /** The clock. */
  Clock clock();

  /** How Meta's Graph API is reached. */
  interface Graph {
    /** Meta's Graph API, without a version. */
    @WithDefault("https://graph.facebook.com")
    URI url();

    /** The Graph API of accounts with Instagram Login, without a version. */
    @WithDefault("https://graph.instagram.com")
    URI instagramUrl();

    /** Graph API version of the gateway's own calls (listing templates); your calls keep theirs. */
    @WithDefault("v25.0")
    String version();

    /**
     * Hosts from which Meta serves media: {@code host}, {@code host:port}, or {@code .fbcdn.net}
     * for all hosts below it; the host of {@code graph.url} is always one. With clients configured,
     * links to them are rewritten, see <a href="clients.md">clients.md</a>; other hosts found in
     * links are logged once each.
     */
    @WithDefault("lookaside.fbsbx.com")
    List<String> mediaHosts();

    /** Longest wait for a connection; then the answer is 502, and nothing was sent. */
    @WithDefault("2s")
    Duration connectTimeout();

    /**
     * Longest wait for a whole answer; then the answer is 504, and the message may have been sent.
     * With twice the connect-timeout it must be at most 55s.
     */
    @WithDefault("30s")
    Duration readTimeout();
  }

  /** How Meta's webhooks are verified. */
  interface Webhook {
    /** The Meta app's secret (App settings, Basic); Meta signs webhooks with it. */
    @ConfigDocDefault("required without apps, secret")
    Optional<String> appSecret();

    /** The verify token you enter at Meta beside the webhook address. */
    @ConfigDocDefault("required without apps, secret")
    Optional<String> verifyToken();

    /**
     * More Meta apps, by a name you choose: a webhook that any app's secret signs is taken, unless
     * its WABA names its app.
     */
    @ConfigDocMapKey("name")
    Map<String, App> apps();

    /**
     * The gateway's own webhook addresses as entered at Meta ({@code
     * https://gateway.example.com/webhooks/whatsapp}), comma-separated. A call may set one of them
     * as {@code override_callback_uri}; any other address is refused with {@code webhook_override}.
     */
    @ConfigDocDefault("none")
    Optional<List<String>> publicUrl();
  }

  /** One of several Meta apps. */
  interface App {
    /** The app's secret (App settings, Basic). */
    @ConfigDocDefault("required, secret")
    Optional<String> secret();

    /** The verify token you enter at Meta beside this app's webhook address. */
    @ConfigDocDefault("required, secret")
    Optional<String> verifyToken();
  }

  /** Someone who runs the gateway. */
  interface Operator {
    /**
     * The operator's key, or several, as a client's: see {@code clients}. It opens {@code
     * /sallyport/v1} and no path of Meta's. With an operator configured every call of {@code
     * /sallyport/v1} needs a key.
     */
    @ConfigDocDefault("required, secret")
    Optional<List<String>> key();

    /** {@code viewer}: reads everything and explains; {@code operator}: also acts. */
    @WithDefault("viewer")
    Role role();

    /** What an operator may do. */
    enum Role {
      VIEWER,
      OPERATOR
    }
  }

  /** How secrets are kept that operators put at run time. */
  interface Vault {
    /**
     * Base64 of 32 random bytes, by which secrets put at {@code /sallyport/v1} are sealed (AES-GCM)
     * in Redis; several separated by commas while one replaces another: the first seals, all open.
     * Without it such secrets are refused.
     */
    @ConfigDocDefault("none, secret")
    Optional<List<String>> key();
  }

  /** A caller of the gateway. */
  interface Client {
    /**
     * The client's key, or several separated by commas while one replaces another. A key is 16 or
     * more visible characters, or {@code sha256:<64 hex digits>} of them, or {@code file:/path} of
     * a file with one key per line, which is read again when it changes. As soon as one client is
     * configured every call needs a key, see <a href="clients.md">clients.md</a>.
     */
    @ConfigDocDefault("none, secret")
    Optional<List<String>> key();

    /** Phone number ids, and Wazzup's channel ids, the client may use. */
    @ConfigDocDefault("all numbers")
    Optional<List<String>> numbers();

    /** The number whose token is used for calls that name no number. */
    @ConfigDocDefault("the client's only number, if it has one")
    Optional<String> defaultNumber();

    /**
     * Template and language, {@code <template>/<language>}, as which a text is sent that only the
     * closed window refuses, see <a href="instead.md#fallback">instead.md</a>. A send's header
     * {@code Sallyport-Fallback} wins.
     */
    @ConfigDocDefault("none")
    Optional<String> fallback();

    /**
     * For what the client's sends are held until a person lets them go, those of them that would be
     * forwarded: {@code first_contact}, {@code marketing}, {@code utility}, {@code template},
     * {@code price>N} (in the rate card's currency), see <a
     * href="instead.md#hold-for-a-person">instead.md</a>.
     */
    @ConfigDocDefault("none")
    Optional<List<String>> hold();
  }

  /** How the template registry keeps up with Meta. */
  interface Templates {
    /** How often templates are listed again; between listings webhooks keep them up to date. */
    @WithDefault("15m")
    Duration pollInterval();

    /**
     * Shortest time between two listings of a WABA, however many sends name unknown templates;
     * {@code POST …/templates/refresh} asks for one at most once a second.
     */
    @WithDefault("10s")
    Duration missRefreshInterval();
  }

  /** Which decisions are logged and stored. */
  interface Audit {
    /**
     * Which decisions are logged: {@code all}, {@code refused} or {@code off}. Each is a JSON
     * object on a line of standard output, see <a href="observability.md">observability.md</a>.
     */
    @WithDefault("all")
    Log log();

    /**
     * The key of the contacts' hash in the log. If you change it, the same contact has another
     * hash.
     */
    @ConfigDocDefault("the app secret; with several apps that of the first by name; secret")
    Optional<String> hashKey();

    /**
     * How many decisions of each number Redis keeps for {@code GET
     * /sallyport/v1/numbers/{phone_number_id}/decisions} and <a
     * href="instead.md#policy-replay">replays</a>: 0.5 to 1.5 KB each, until 30 days after the
     * number's last one.
     */
    @ConfigDocDefault("1000 with the console, else 0")
    OptionalInt remembered();

    /** Which decisions are logged. */
    enum Log {
      ALL,
      /** Those that were not sent, and those that may not have been. */
      REFUSED,
      OFF
    }
  }

  /** The clock. */
  interface Clock {
    /**
     * For tests: added to Redis's time everywhere. Shown in health, and logged at the start if it
     * is not zero.
     */
    @WithDefault("0s")
    Duration offset();
  }
}
