package io.sallyport.doctor;

import io.sallyport.redis.core.RedisServers.Server;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Redis has must survive a restart (deploy/README.md#redis). */
final class RedisPersistence implements RedisRule {

  private static final String ON = "CONFIG SET appendonly yes, then CONFIG REWRITE";

  @Override
  public List<Finding> of(Server server) {
    List<Finding> found = new ArrayList<>();
    found.add(kept(RedisRule.named("redis persistence", server), server));
    if (server.info("aof_last_write_status").equals("err")) {
      found.add(
          Finding.fail(
              RedisRule.named("redis append-only file", server),
              "its last write failed",
              "look at the disk of Redis, and at its log"));
    }
    return found;
  }

  private static Finding kept(String check, Server server) {
    if (server.info("aof_enabled").equals("1")) {
      return appended(check, server.setting("appendfsync"));
    }
    if (!server.info("aof_enabled").equals("0")) {
      return Finding.skip(check, "INFO does not tell it: look where Redis is managed");
    }
    String save = server.setting("save");
    if (save == null) {
      return Finding.warn(
          check,
          "appendonly is no; whether there are snapshots is not told (CONFIG is forbidden)",
          "switch on append-only persistence where Redis is managed");
    }
    return save.isBlank()
        ? Finding.fail(check, "appendonly is no, save is empty: a restart loses everything", ON)
        : Finding.warn(
            check,
            "appendonly is no: a restart loses what came after the last snapshot (save "
                + save
                + ")",
            ON);
  }

  private static Finding appended(String check, @Nullable String fsync) {
    if (fsync == null) {
      return Finding.ok(check, "appendonly is yes; appendfsync is not told (CONFIG is forbidden)");
    }
    return fsync.equals("no")
        ? Finding.warn(
            check,
            "appendonly is yes, appendfsync no: a crash of the machine loses up to 30 s",
            "CONFIG SET appendfsync everysec, then CONFIG REWRITE")
        : Finding.ok(check, "appendonly is yes, appendfsync " + fsync);
  }
}
