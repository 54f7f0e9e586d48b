package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The Kommo accounts: the keys under {@code sallyport.kommo.accounts}, which may be very many, and
 * are read apart as those of the numbers are (ADR 26).
 *
 * @param byName sorted by name
 * @param problems with one of these the gateway does not start; each names the key
 */
public record KommoAccountsConfig(SortedMap<String, ChatAccount> byName, List<String> problems) {

  public KommoAccountsConfig {
    byName = Collections.unmodifiableSortedMap(byName);
    problems = List.copyOf(problems);
  }

  /** Reads them from all sources of a configuration. */
  public static KommoAccountsConfig of(SmallRyeConfig config) {
    return KommoAccountsReader.read(config);
  }

  /** An account that uses a channel. The comments on its keys are the manual's text. */
  @RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
  public interface ChatAccount {
    /** Its {@code amojo_id}, see <a href="kommo.md">kommo.md</a>. */
    @ConfigDocDefault("required")
    Optional<String> amojoId();

    /** The channel's name in this configuration. */
    @ConfigDocDefault("required")
    Optional<String> channel();

    /** The phone number id by which the account writes and is written to. */
    @ConfigDocDefault("required")
    Optional<String> number();

    /** What Kommo calls the number: {@code source.external_id} of its messages. */
    @ConfigDocDefault("the display number, as in Meta's webhooks")
    Optional<String> source();

    /** The channel's title in the account. */
    @ConfigDocDefault("as registered")
    Optional<String> title();

    /**
     * The account's own address, {@code https://<subdomain>.kommo.com}: with {@code api-token},
     * Meta's templates of the number appear in the account, see <a
     * href="kommo-templates.md">kommo-templates.md</a>.
     */
    @ConfigDocDefault("none: no templates")
    Optional<URI> apiUrl();

    /**
     * A long-lived token of the channel's integration, of an administrator, or {@code file:/path}
     * of a file with it.
     */
    @ConfigDocDefault("none, secret")
    Optional<String> apiToken();

    /**
     * The managers' language, such as {@code en}: texts of contacts are shown with their
     * translation, and what managers write is sent in the contact's language, see <a
     * href="translation.md">translation.md</a>. Needs {@code sallyport.translation.url}.
     */
    @ConfigDocDefault("none: nothing is translated")
    Optional<String> translateTo();
  }
}
