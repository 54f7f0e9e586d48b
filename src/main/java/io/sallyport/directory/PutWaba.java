package io.sallyport.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** A WABA that an operator has put. */
@RegisterForReflection
public record PutWaba(
    String id,
    @JsonProperty("access_token") SealedSecret accessToken,
    @Nullable String portfolio,
    @Nullable String app,
    @JsonProperty("time_zone") @Nullable String timeZone) {

  /** What its token is sealed for. */
  static String tokenOwner(String id) {
    return "waba/" + id + "/access_token";
  }
}
