package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the gateway is a chat channel of Kommo's; its accounts are in {@link KommoAccountsConfig}.
 */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface KommoConfig {

  /** The chat channels Kommo has registered, by a name you choose. */
  @ConfigDocMapKey("channel")
  Map<String, Channel> channels();

  /** Kommo's Chats API. */
  @WithDefault("https://amojo.kommo.com")
  URI amojoUrl();

  /**
   * The gateway's own address as Kommo reaches it, {@code https://gateway.example.com}: links to
   * media begin with it.
   */
  @ConfigDocDefault("required with an account")
  Optional<URI> publicUrl();

  /**
   * How Kommo is told what became of a message, since its pages name the member in two ways: {@code
   * both}, {@code status_code} or {@code delivery_status}.
   */
  @WithDefault("both")
  DeliveryBody deliveryBody();

  /** How long a link to a media file works. */
  @WithDefault("24h")
  Duration mediaLinkLife();

  /** The names of the member that says what became of a message. */
  enum DeliveryBody {
    BOTH,
    STATUS_CODE,
    DELIVERY_STATUS
  }

  /** A chat channel that Kommo's support has registered. */
  interface Channel {
    /** Its id, a UUID. */
    @ConfigDocDefault("required")
    Optional<String> id();

    /**
     * Its secret, with which hooks and calls are signed, or {@code file:/path} of a file with it.
     */
    @ConfigDocDefault("required, secret")
    Optional<String> secret();

    /**
     * Id of its bot: messages written on the phone are shown in Kommo as the bot's. Without it they
     * are not shown.
     */
    @ConfigDocDefault("none")
    Optional<String> botId();
  }
}
