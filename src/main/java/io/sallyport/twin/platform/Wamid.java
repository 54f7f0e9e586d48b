package io.sallyport.twin.platform;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Ids of messages and calls. Random, so that they stay unique when a twin restarts beside a gateway
 * that remembers.
 */
public final class Wamid {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Wamid() {}

  public static String next() {
    return "wamid.HBgL" + random();
  }

  public static String nextCall() {
    return "wacid.HBgL" + random();
  }

  private static String random() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
