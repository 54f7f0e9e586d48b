package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.channel.Transport;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** How Wazzup is reached, and which of its channels are guarded. */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface WazzupConfig {

  /** Wazzup's API, without {@code /v3}. */
  @WithDefault("https://api.wazzup24.com")
  URI url();

  /**
   * The key of Wazzup's API, or {@code file:/path} of a file with it: put in place of a client's
   * key.
   */
  @ConfigDocDefault("required with channels and clients, secret")
  Optional<String> apiKey();

  /**
   * The last part of the address for Wazzup's webhooks, {@code
   * https://gateway.example.com/webhooks/wazzup/<secret>}, since Wazzup signs none: 16 or more
   * letters, digits, dashes and underscores.
   */
  @ConfigDocDefault("required with channels, secret")
  Optional<String> webhookSecret();

  /** The channels, by Wazzup's {@code channelId}; messages of others are refused. */
  @ConfigDocMapKey("channel_id")
  Map<String, WazzupChannel> channels();

  /** A channel of Wazzup's. */
  interface WazzupChannel {
    /**
     * How it is connected, as {@code GET /v3/channels} says: {@code whatsapp} (a number by QR
     * code), {@code wapi} (Meta's), {@code instagram}, {@code tgapi}, {@code telegram}, {@code
     * max}, {@code maxbot}, {@code vk}, {@code avito}, {@code viber}.
     */
    @ConfigDocDefault("required")
    Optional<Transport> transport();
  }
}
