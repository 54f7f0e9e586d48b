package io.sallyport.http.wazzup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.sallyport.account.WazzupChannels;
import io.sallyport.config.WebhookAddress;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code PATCH /v3/webhooks} would have Wazzup deliver: the gateway's own address is that of
 * a request's Host, or of {@code webhook.public-url}, with {@code /webhooks/wazzup/<secret>}.
 */
final class WazzupWebhooks {

  static final String PATH = "/webhooks/wazzup/";

  /** {@code description} of a call that would have them delivered elsewhere. */
  static final String ELSEWHERE =
      "This call would have Wazzup deliver webhooks to another address than this gateway's, which"
          + " would then not know who wrote, and refuse. Let the gateway pass them on instead"
          + " (sallyport.relay.targets.\"<name>\".url); its own address is"
          + " https://<gateway>/webhooks/wazzup/<sallyport.wazzup.webhook-secret>.";

  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final WazzupChannels channels;
  private final Collection<WebhookAddress> own;

  /**
   * @param own the gateway's addresses, as configured
   */
  WazzupWebhooks(WazzupChannels channels, Collection<String> own) {
    this.channels = channels;
    this.own = own.stream().flatMap(one -> WebhookAddress.of(one).stream()).toList();
  }

  /**
   * The addresses that a body names; null when it is not one JSON object that could be read in one
   * way only.
   */
  @Nullable Boolean movesAway(byte[] body, @Nullable String host) {
    boolean moves = false;
    try (JsonParser parser = STRICT.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isAddress = parser.currentName().strip().equalsIgnoreCase("webhooksUri");
        JsonToken value = parser.nextToken();
        if (isAddress && value != JsonToken.VALUE_NULL) {
          moves |= value != JsonToken.VALUE_STRING || !isOwn(parser.getText(), host);
        }
        parser.skipChildren();
      }
      return parser.nextToken() == null ? moves : null;
    } catch (IOException notJson) {
      return null;
    }
  }

  private boolean isOwn(String address, @Nullable String host) {
    if (address.isEmpty()) {
      return true;
    }
    Optional<WebhookAddress> named = WebhookAddress.of(address);
    return named.isPresent()
        && named.get().path().startsWith(PATH)
        && channels.isWebhookSecret(named.get().path().substring(PATH.length()))
        && (own.stream().anyMatch(one -> isSameServer(one, named.get()))
            || URI.create(address).getAuthority().equalsIgnoreCase(host));
  }

  private static boolean isSameServer(WebhookAddress one, WebhookAddress other) {
    return one.host().equals(other.host()) && one.port() == other.port();
  }
}
