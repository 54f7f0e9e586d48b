package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.directory.SealedSecret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a secret.
 *
 * @param last4 null when only a hash is known, or it is too short to show any
 * @param setAt null when it is configured
 */
@RegisterForReflection
public record SecretView(@Nullable String last4, @JsonProperty("set_at") @Nullable Instant setAt) {

  static @Nullable SecretView of(@Nullable SealedSecret secret) {
    return secret == null
        ? null
        : new SecretView(secret.last4(), Instant.ofEpochMilli(secret.setAt()));
  }
}
