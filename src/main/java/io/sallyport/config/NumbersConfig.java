package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithDefault;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;

/**
 * The business phone numbers this gateway serves: the keys under {@code sallyport.numbers}.
 *
 * <p>They are no part of {@link SallyportConfig}, since the library that reads it looks through the
 * names of all keys once for every number (ADR 26).
 *
 * @param byId sorted by phone number id
 * @param problems with one of these the gateway does not start; each names the key
 */
public record NumbersConfig(SortedMap<String, PhoneNumber> byId, List<String> problems) {

  public NumbersConfig {
    byId = Collections.unmodifiableSortedMap(byId);
    problems = List.copyOf(problems);
  }

  /** Reads them from all sources of a configuration. */
  public static NumbersConfig of(SmallRyeConfig config) {
    return new NumbersReader(config).read();
  }

  /** The phone number ids. */
  public Set<String> ids() {
    return byId.keySet();
  }

  /** One business phone number. The comments on its keys are the configuration manual's text. */
  @RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
  public interface PhoneNumber {
    /** Id of the number's WhatsApp Business Account. */
    @ConfigDocDefault("required")
    Optional<String> wabaId();

    /**
     * Access token of Meta's, or {@code file:/path} of a file with it, which is read again when it
     * changes. Used for the gateway's own calls, and in place of a client's key when clients are
     * configured: for a number without one, clients' sends go to Meta without a token and their
     * other calls are refused; the log warns of it. Without clients, one number of each WABA needs
     * it; otherwise the WABA's templates are unknown, and template sends are refused with {@code
     * unknown_template}.
     */
    @ConfigDocDefault("none, secret")
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
    @ConfigDocDefault("the WABA's id")
    Optional<String> portfolio();

    /**
     * {@code coexistence}: the number is also used in the WhatsApp Business app, and limited to 20
     * messages per second.
     */
    @WithDefault("cloud")
    Mode mode();

    /** Messages per second, sent and received; a value set here overrides Meta's. */
    @ConfigDocDefault("as Meta says: 80, and 1000 once its webhook has raised it")
    OptionalInt throughput();

    /**
     * Contacts the portfolio may reach outside a customer service window in any 24 hours: {@code
     * 250}, {@code 2000}, {@code 10000}, {@code 100000}, {@code unlimited}, another number, or
     * Meta's {@code TIER_2K}. All numbers of a portfolio need the same value.
     */
    @ConfigDocDefault("as Meta's webhook says, else unlimited")
    Optional<String> messagingLimit();
  }

  /** Where else a number is used. */
  public enum Mode {
    /** In the Cloud API only. */
    CLOUD,
    /** In the WhatsApp Business app as well: 20 messages per second. */
    COEXISTENCE
  }
}
