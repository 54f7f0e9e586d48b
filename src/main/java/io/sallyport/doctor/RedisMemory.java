package io.sallyport.doctor;

import io.sallyport.redis.core.RedisServers.Server;
import java.util.List;

/** Nothing may be evicted, and there is room (deploy/README.md#redis). */
final class RedisMemory implements RedisRule {

  private static final int NEARLY_FULL = 80;

  @Override
  public List<Finding> of(Server server) {
    return List.of(
        eviction(RedisRule.named("redis eviction", server), server.info("maxmemory_policy")),
        room(RedisRule.named("redis memory", server), server));
  }

  private static Finding eviction(String check, String policy) {
    if (policy.isEmpty()) {
      return Finding.skip(
          check, "INFO does not tell maxmemory-policy: look where Redis is managed");
    }
    return policy.equals("noeviction")
        ? Finding.ok(check, "maxmemory-policy is noeviction")
        : Finding.fail(
            check,
            "maxmemory-policy is " + policy + ": a full Redis forgets opt-outs and windows",
            "CONFIG SET maxmemory-policy noeviction, then CONFIG REWRITE");
  }

  private static Finding room(String check, Server server) {
    long most = server.number("maxmemory");
    long used = server.number("used_memory");
    if (most < 0 || used < 0) {
      return Finding.skip(check, "INFO does not tell it");
    }
    if (most == 0) {
      return Finding.warn(
          check,
          megabytes(used) + " used, no maxmemory: Redis may grow until its machine ends it",
          "CONFIG SET maxmemory <bytes>, and an alert below it");
    }
    String about = megabytes(used) + " of " + megabytes(most) + " used";
    return used * 100 / most >= NEARLY_FULL
        ? Finding.warn(check, about + ": when it is full, sends are refused", "raise maxmemory")
        : Finding.ok(check, about);
  }

  private static String megabytes(long bytes) {
    return (bytes + (1 << 20) - 1) / (1 << 20) + " MB";
  }
}
