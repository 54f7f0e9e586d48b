package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.instead.DeferredState;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A deferred send as the gateway API shows it. */
@RegisterForReflection
record DeferredView(
    String id,
    @Schema(
            description =
                "queued, parked, held, sending, sent, refused, unknown, cancelled or expired")
        String state,
    @JsonProperty("queued_at") String queuedAt,
    @JsonProperty("not_before") @Nullable String notBefore,
    @JsonProperty("expires_at") @Nullable String expiresAt,
    @Schema(description = "Why it waits, or was refused here") @Nullable String reason,
    @Schema(description = "HTTP status of Meta's answer") @Nullable Integer status,
    @Schema(description = "Meta's answer, or what the refusal says") @Nullable String answer) {

  static DeferredView of(DeferredState state) {
    return new DeferredView(
        state.id(),
        ApiCalls.word(state.state()),
        state.queuedAt().toString(),
        text(state.notBefore()),
        text(state.expiresAt()),
        state.reason(),
        state.status(),
        state.answer());
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
