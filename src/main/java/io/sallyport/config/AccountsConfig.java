package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.channel.PageChannel;
import io.smallrye.config.SmallRyeConfig;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The accounts of Messenger and Instagram: the keys under {@code sallyport.accounts}. Read apart
 * for the same reason as {@link NumbersConfig}.
 *
 * @param byId sorted by id, which is a webhook's {@code entry.id}
 * @param problems with one of these the gateway does not start; each names the key
 */
public record AccountsConfig(SortedMap<String, PageAccount> byId, List<String> problems) {

  public static final AccountsConfig NONE =
      new AccountsConfig(Collections.emptySortedMap(), List.of());

  public AccountsConfig {
    byId = Collections.unmodifiableSortedMap(byId);
    problems = List.copyOf(problems);
  }

  /** Reads them from all sources of a configuration. */
  public static AccountsConfig of(SmallRyeConfig config) {
    return AccountsReader.read(config);
  }

  /** One account. The comments on its keys are the configuration manual's text. */
  @RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
  public interface PageAccount {
    /**
     * {@code messenger}: the id is a Facebook Page's; {@code instagram}: the id is an Instagram
     * account's that is sent to by way of its Page; {@code instagram-login}: the same with
     * Instagram Login. The id is what webhooks have as {@code entry.id}.
     */
    @ConfigDocDefault("required")
    Optional<PageChannel> channel();

    /**
     * Access token of Meta's (the Page's, or Instagram Login's), or {@code file:/path} of a file
     * with it, which is read again when it changes. It is put in place of a client's key when
     * clients are configured; without clients it tells whose {@code /me/messages} is.
     */
    @ConfigDocDefault("none, secret")
    Optional<String> accessToken();

    /** Of an {@code instagram} account: the id of its Page, whose messages are both's. */
    @ConfigDocDefault("required for instagram")
    Optional<String> page();

    /**
     * Of an {@code instagram-login} account: the Instagram app's secret, which signs its webhooks
     * and differs from the Meta app's.
     */
    @ConfigDocDefault("none, secret")
    Optional<String> appSecret();

    /**
     * Whether Meta has approved the feature Human Agent for the app: then messages with the tag
     * {@code HUMAN_AGENT} pass for 7 days after the person's last event.
     */
    @ConfigDocDefault("false")
    Optional<Boolean> humanAgent();
  }
}
