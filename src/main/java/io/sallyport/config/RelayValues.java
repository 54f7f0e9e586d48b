package io.sallyport.config;

import java.net.URI;
import java.util.Base64;

/** What a relay target may have for an address and a secret, configured or put at run time. */
public final class RelayValues {

  /** Before the base64 of a secret (Standard Webhooks). */
  private static final String SECRET_PREFIX = "whsec_";

  private RelayValues() {}

  /** Whether webhooks can be posted there. A user name and a password would not be sent. */
  public static boolean isAddress(URI url) {
    boolean isHttp = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    return isHttp
        && url.getHost() != null
        && url.getUserInfo() == null
        && url.getFragment() == null;
  }

  /** Whether webhooks can be signed with it. */
  public static boolean isSecret(String secret) {
    try {
      return secret.startsWith(SECRET_PREFIX)
          && Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length())).length > 0;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
