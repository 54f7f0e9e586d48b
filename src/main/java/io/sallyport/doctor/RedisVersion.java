package io.sallyport.doctor;

import io.sallyport.redis.core.RedisServers.Server;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redis 6.2 or newer, or Valkey: the scripts' commands are those of 6.2 (deploy/README.md). */
final class RedisVersion implements RedisRule {

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

  @Override
  public List<Finding> of(Server server) {
    String valkey = server.info("valkey_version");
    String version = server.info("redis_version");
    String check = RedisRule.named("redis version", server);
    if (!valkey.isEmpty()) {
      return List.of(Finding.ok(check, "Valkey " + valkey));
    }
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches()) {
      return List.of(Finding.skip(check, "INFO does not tell it"));
    }
    int major = Integer.parseInt(numbers.group(1));
    boolean isOld = major < 6 || (major == 6 && Integer.parseInt(numbers.group(2)) < 2);
    return List.of(
        isOld
            ? Finding.fail(
                check, "Redis " + version + " is too old", "use Redis 6.2 or newer, or Valkey")
            : Finding.ok(check, "Redis " + version));
  }
}
