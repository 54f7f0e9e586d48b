package io.sallyport.account;

import io.sallyport.channel.Transport;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.WazzupConfig;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.MessagingLimit;
import io.sallyport.rule.Rates;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The configured channels of Wazzup, and its secrets. */
@Singleton
public final class WazzupChannels {

  private static final String PREFIX = "sallyport.wazzup.";
  private static final Pattern WEBHOOK_SECRET = Pattern.compile("[0-9A-Za-z_-]{16,128}");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,512}");

  /** One of them; it stands where a business number does. */
  public record Channel(String id, Transport transport, BusinessNumber number) {}

  private final Map<String, Channel> channels = new TreeMap<>();
  private final @Nullable Secret<String> apiKey;
  private final @Nullable Secret<String> webhookSecret;

  public WazzupChannels(SallyportConfig config) {
    WazzupConfig wazzup = config.wazzup();
    wazzup
        .channels()
        .forEach(
            (id, channel) ->
                channel.transport().ifPresent(it -> channels.put(id, channel(id, it))));
    this.apiKey =
        wazzup
            .apiKey()
            .map(it -> new Secret<>(PREFIX + "api-key", it, WazzupChannels::apiKey))
            .orElse(null);
    this.webhookSecret =
        wazzup
            .webhookSecret()
            .map(it -> new Secret<>(PREFIX + "webhook-secret", it, WazzupChannels::webhookSecret))
            .orElse(null);
  }

  private static Channel channel(String id, Transport transport) {
    return new Channel(
        id,
        transport,
        new BusinessNumber(id, id, false, null, id, MessagingLimit.UNLIMITED, Rates.DEFAULT));
  }

  /** A key as it is configured; throws {@link Secret.Unusable}. */
  public static String apiKey(String text) {
    if (!KEY.matcher(text).matches()) {
      throw new Secret.Unusable("it must be one line of visible characters");
    }
    return text;
  }

  /** A webhook secret as it is configured; throws {@link Secret.Unusable}. */
  public static String webhookSecret(String text) {
    if (!WEBHOOK_SECRET.matcher(text).matches()) {
      throw new Secret.Unusable("it must be 16 to 128 letters, digits, dashes and underscores");
    }
    return text;
  }

  public Optional<Channel> find(String channelId) {
    return Optional.ofNullable(channels.get(channelId));
  }

  /** By id. */
  public Collection<Channel> all() {
    return List.copyOf(channels.values());
  }

  /** The key that replaces a client's; null without one. */
  public @Nullable String apiKey() {
    return apiKey == null ? null : apiKey.get();
  }

  /** Whether it is the last part of the address for webhooks; compared in constant time. */
  public boolean isWebhookSecret(String given) {
    return webhookSecret != null
        && MessageDigest.isEqual(
            webhookSecret.get().getBytes(StandardCharsets.UTF_8),
            given.getBytes(StandardCharsets.UTF_8));
  }

  /** Those that a file may change. */
  public List<Secret<String>> secrets() {
    return Stream.of(apiKey, webhookSecret).flatMap(Stream::ofNullable).toList();
  }
}
