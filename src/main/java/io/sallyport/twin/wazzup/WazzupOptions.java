package io.sallyport.twin.wazzup;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Wazzup twin is started with.
 *
 * @param port 0 for any free port
 * @param apiKey its only key
 * @param channels transports by channel id, in their order
 * @param webhooksUri where webhooks go; null for nowhere until PATCH says
 */
public record WazzupOptions(
    int port, String apiKey, Map<String, String> channels, @Nullable String webhooksUri) {

  /** The key, the channels and the webhook secret of dev mode. */
  public static final String KEY = "dev-wazzup-key";

  public static final String GRAY = "b96a353b-0000-4000-8000-000000000001";
  public static final String WAPI = "b96a353b-0000-4000-8000-000000000002";
  public static final String INSTAGRAM = "b96a353b-0000-4000-8000-000000000003";
  public static final String TELEGRAM = "b96a353b-0000-4000-8000-000000000004";

  public WazzupOptions {
    channels = new LinkedHashMap<>(channels);
  }

  /** A channel of each kind. */
  public static WazzupOptions seed() {
    Map<String, String> channels = new LinkedHashMap<>();
    channels.put(GRAY, "whatsapp");
    channels.put(WAPI, "wapi");
    channels.put(INSTAGRAM, "instagram");
    channels.put(TELEGRAM, "telegram");
    return new WazzupOptions(0, KEY, channels, null);
  }

  public WazzupOptions withPort(int to) {
    return new WazzupOptions(to, apiKey, channels, webhooksUri);
  }

  public WazzupOptions withWebhooksUri(@Nullable String to) {
    return new WazzupOptions(port, apiKey, channels, to);
  }
}
