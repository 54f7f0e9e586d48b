package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * The business phone numbers and WABAs this gateway serves: the keys under {@code
 * sallyport.numbers} and {@code sallyport.wabas}.
 *
 * <p>They are no part of {@link SallyportConfig}, since the library that reads it looks through the
 * names of all keys once for every number (ADR 26).
 *
 * @param byId sorted by phone number id
 * @param wabas sorted by their ids
 * @param problems with one of these the gateway does not start; each names the key
 */
public record NumbersConfig(
    SortedMap<String, PhoneNumber> byId, SortedMap<String, Waba> wabas, List<String> problems) {

  public NumbersConfig {
    byId = Collections.unmodifiableSortedMap(byId);
    wabas = Collections.unmodifiableSortedMap(wabas);
    problems = List.copyOf(problems);
  }

  /** Reads them from all sources of a configuration. */
  public static NumbersConfig of(SmallRyeConfig config) {
    return NumbersReader.read(config);
  }

  /**
   * Whether there is a token for a number: its own, or its WABA's.
   *
   * @param mayCome whether WABAs may come that the configuration does not name
   */
  public boolean hasToken(PhoneNumber number, boolean mayCome) {
    return number.accessToken().isPresent()
        || number.wabaId().map(waba -> wabas.containsKey(waba)).orElse(mayCome);
  }

  /** The phone number ids. */
  public Set<String> ids() {
    return byId.keySet();
  }

  /** One business phone number. The comments on its keys are the configuration manual's text. */
  @RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
  public interface PhoneNumber {
    /** Id of the number's WhatsApp Business Account. */
    @ConfigDocDefault("the WABA that lists the number; required if none does")
    Optional<String> wabaId();

    /**
     * Access token of Meta's, or {@code file:/path} of a file with it, which is read again when it
     * changes. Used for the gateway's own calls, and in place of a client's key when clients are
     * configured: for a number without one, clients' sends go to Meta without a token and their
     * other calls are refused; the log warns of it. Without clients, one number of each WABA needs
     * it; otherwise the WABA's templates are unknown, and template sends are refused with {@code
     * unknown_template}.
     */
    @ConfigDocDefault("the WABA's, secret")
    Optional<String> accessToken();

    /**
     * ISO code of the country ({@code IN}) whose national numbers callers may use in {@code to}: a
     * number without {@code +} that cannot be international is read as a number of that country.
     * Without this key every number is international.
     */
    Optional<String> country();

    /**
     * Id of the number's business portfolio: all numbers of a portfolio share one messaging limit.
     */
    @ConfigDocDefault("the WABA's portfolio, else its id")
    Optional<String> portfolio();

    /**
     * {@code coexistence}: the number is also used in the WhatsApp Business app, and limited to 20
     * messages per second; {@code cloud}: it is not.
     */
    @ConfigDocDefault("as its WABA lists it, else cloud")
    Optional<Mode> mode();

    /** Messages per second, sent and received; a value set here overrides Meta's. */
    @ConfigDocDefault("as Meta says: 80, or 1000 once Meta has raised it")
    OptionalInt throughput();

    /**
     * Contacts the portfolio may reach outside a customer service window in any 24 hours: {@code
     * 250}, {@code 2000}, {@code 10000}, {@code 100000}, {@code unlimited}, another number, or
     * Meta's {@code TIER_2K}. All numbers of a portfolio need the same value.
     */
    @ConfigDocDefault("as Meta says, else unlimited")
    Optional<String> messagingLimit();
  }

  /**
   * One WhatsApp Business Account, all of whose numbers are served: Meta lists them. The comments
   * on its keys are the configuration manual's text.
   */
  @RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
  public interface Waba {
    /**
     * Access token of Meta's for the account and its numbers, or {@code file:/path} of a file with
     * it, which is read again when it changes. It needs {@code whatsapp_business_management} and
     * {@code whatsapp_business_messaging}.
     */
    @ConfigDocDefault("required, secret")
    Optional<String> accessToken();

    /** Id of the account's business portfolio, whose numbers share one messaging limit. */
    @ConfigDocDefault("the WABA's id")
    Optional<String> portfolio();

    /**
     * The name under {@code webhook.apps} of the app whose secret signs the account's webhooks;
     * those that another app signed are refused.
     */
    @ConfigDocDefault("any app")
    Optional<String> app();

    /**
     * The account's time zone at Meta, such as {@code Europe/Lisbon}: budgets begin at its
     * midnight.
     */
    @ConfigDocDefault("UTC")
    Optional<String> timeZone();
  }

  /** Where else a number is used. */
  public enum Mode {
    /** In the Cloud API only. */
    CLOUD,
    /** In the WhatsApp Business app as well: 20 messages per second. */
    COEXISTENCE
  }
}
