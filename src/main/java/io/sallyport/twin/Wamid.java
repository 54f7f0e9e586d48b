package io.sallyport.twin;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Message ids. Random, so that they stay unique when a twin restarts beside a gateway that
 * remembers.
 */
final class Wamid {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Wamid() {}

  static String next() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return "wamid.HBgL" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
