package io.sallyport.twin.messenger.accounts;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids of messages. Random, so that they stay unique when a twin restarts. */
public final class Mids {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Mids() {}

  public static String next(Network network) {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    String random = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return (network.isInstagram() ? "aWdfZ" : "m_") + random;
  }
}
