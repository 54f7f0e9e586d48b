package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.contact.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer service window, as the gateway API shows it.
 *
 * @param state open, closed or unknown
 */
public record WindowView(
    String state,
    @JsonProperty("expires_at") @Nullable Instant expiresAt,
    @JsonProperty("last_inbound_at") @Nullable Instant lastInboundAt) {

  static WindowView of(Window window) {
    return new WindowView(
        ApiCalls.word(window.state()), window.expiresAt(), window.lastInboundAt());
  }
}
