package io.sallyport.audit;

import java.util.concurrent.ThreadLocalRandom;

/** Ids by which a caller's refusal is found in the log: 16 hex digits, no two alike. */
public final class RefusalId {

  private RefusalId() {}

  public static String next() {
    return String.format("%016x", ThreadLocalRandom.current().nextLong());
  }
}
