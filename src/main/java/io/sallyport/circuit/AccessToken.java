package io.sallyport.circuit;

import io.sallyport.rule.BusinessNumber;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a send, and whose it is.
 *
 * @param value empty for none
 * @param phoneNumberId the number it is configured for; null when it is the caller's own
 */
public record AccessToken(String value, @Nullable String phoneNumberId) {

  public static AccessToken ofCaller(Credential credential) {
    return new AccessToken(credential.token(), null);
  }

  /** Whether the token a send will have is not known yet. */
  public boolean isUnknown() {
    return value.isEmpty() && phoneNumberId == null;
  }

  /** Names the token without revealing it; a caller is named as in the decision log. */
  public String whose() {
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
