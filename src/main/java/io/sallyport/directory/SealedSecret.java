package io.sallyport.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.LastCharacters;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret as it is kept.
 *
 * @param sealed base64, see {@link SecretSeal}
 * @param last4 its last characters; null when it is too short to show any
 * @param setAt ms since 1970
 */
@RegisterForReflection
public record SealedSecret(
    String sealed, @Nullable String last4, @JsonProperty("set_at") long setAt) {

  /**
   * Seals a secret.
   *
   * @param owner what it is a secret of
   */
  static SealedSecret of(SecretSeal seal, String owner, String secret, Instant now) {
    return new SealedSecret(
        seal.seal(owner, secret), LastCharacters.of(secret), now.toEpochMilli());
  }

  Optional<String> open(SecretSeal seal, String owner) {
    return seal.open(owner, sealed);
  }
}
