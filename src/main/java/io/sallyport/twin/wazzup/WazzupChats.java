package io.sallyport.twin.wazzup;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When customers last wrote, and what Wazzup makes of that: the windows. */
final class WazzupChats {
  private static final Map<String, Duration> WINDOWS =
      Map.of("wapi", Duration.ofHours(24), "instagram", Duration.ofDays(7));
  private static final Map<String, String> EXCEEDED =
      Map.of("wapi", "24_HOURS_EXCEEDED", "instagram", "7_DAYS_EXCEEDED");

  private final Map<String, Instant> lastInbound = new HashMap<>();

  synchronized void wrote(String channelId, String chatId, Instant at) {
    lastInbound.merge(
        channelId + " " + chatId, at, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** The error with which a message would fail; null when it is delivered. */
  synchronized @Nullable String failure(WazzupMessage message, String transport, Instant now) {
    Duration window = WINDOWS.get(transport);
    if (window == null || (transport.equals("wapi") && isTemplate(message))) {
      return null;
    }
    Instant last = lastInbound.get(message.channelId() + " " + message.chatId());
    return last == null || !now.isBefore(last.plus(window)) ? EXCEEDED.get(transport) : null;
  }

  private static boolean isTemplate(WazzupMessage message) {
    return message.body().getString("templateId") != null
        || message.body().getString("text", "").startsWith("@template:");
  }

  synchronized void clear() {
    lastInbound.clear();
  }
}
