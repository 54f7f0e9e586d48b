package io.sallyport.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client that an operator has put.
 *
 * @param numbers phone number ids it is restricted to; null for all
 * @param fallback {@code <template>/<language>}; null for none
 * @param hold what its sends are held for; null for nothing
 */
@RegisterForReflection
public record PutClient(
    String name,
    List<Key> keys,
    @Nullable List<String> numbers,
    @JsonProperty("default_number") @Nullable String defaultNumber,
    @Nullable String fallback,
    @Nullable List<String> hold) {

  /**
   * A key as it is kept.
   *
   * @param hash SHA-256, 64 hex digits
   * @param last4 its last characters; null when only the hash is known
   * @param setAt ms since 1970
   */
  @RegisterForReflection
  public record Key(String hash, @Nullable String last4, @JsonProperty("set_at") long setAt) {}
}
