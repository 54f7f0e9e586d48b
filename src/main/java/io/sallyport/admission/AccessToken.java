package io.sallyport.admission;

import io.sallyport.policy.BusinessNumber;
import org.jspecify.annotations.Nullable;

/**
 * What a send authenticates with at Meta, and whose it is.
 *
 * @param value empty for nothing
 * @param phoneNumberId of the number it is configured for; null when it is the caller's own
 */
public record AccessToken(String value, @Nullable String phoneNumberId) {

  public static AccessToken ofCaller(Credential credential) {
    return new AccessToken(credential.token(), null);
  }

  /** Whether it is not known what a send will have. */
  boolean isUnknown() {
    return value.isEmpty() && phoneNumberId == null;
  }

  /** In words that do not tell it; a caller is named as in the decision log. */
  String whose() {
    if (phoneNumberId != null) {
      String key = BusinessNumber.tokenKey(phoneNumberId);
      return value.isEmpty()
          ? "sends of number " + phoneNumberId + " without an access token (set " + key + ")"
          : "the access token of number " + phoneNumberId + " (" + key + ")";
    }
    return value.isEmpty()
        ? "sends without an access token"
        : "the caller's access token (client " + hash().hex() + ")";
  }

  TokenHash hash() {
    return TokenHash.of(value);
  }

  @Override
  public String toString() {
    return "AccessToken[" + whose() + "]";
  }
}
