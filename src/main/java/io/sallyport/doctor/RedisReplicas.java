package io.sallyport.doctor;

import io.sallyport.redis.core.RedisServers.Server;
import java.util.List;

/** Writes are taken, and a machine that is lost does not take the data along. */
final class RedisReplicas implements RedisRule {

  @Override
  public List<Finding> of(Server server) {
    String check = RedisRule.named("redis replicas", server);
    if (server.info("role").equals("slave")) {
      return List.of(
          Finding.fail(
              check,
              "this is a replica, which takes no writes",
              "quarkus.redis.hosts: its master"));
    }
    long replicas = server.number("connected_slaves");
    if (replicas < 0) {
      return List.of(Finding.skip(check, "INFO does not tell them"));
    }
    if (replicas == 0) {
      return List.of(
          Finding.warn(
              check,
              "none: with its machine all of it is lost",
              "a replica, or back-ups (operations.md#redis-back-up-and-restore)"));
    }
    long online =
        server.info().entrySet().stream()
            .filter(
                it -> it.getKey().matches("slave\\d+") && it.getValue().contains("state=online"))
            .count();
    if (online < replicas) {
      return List.of(
          Finding.warn(
              check,
              online + " of " + replicas + " in step",
              "INFO replication, the replicas' logs"));
    }
    return List.of(written(check, replicas, server));
  }

  private static Finding written(String check, long replicas, Server server) {
    String least = server.setting("min-replicas-to-write");
    if (least == null) {
      return Finding.ok(
          check, replicas + " in step; min-replicas-to-write is not told (CONFIG is forbidden)");
    }
    return least.equals("0")
        ? Finding.warn(
            check,
            replicas
                + " in step, min-replicas-to-write 0: a master that is cut off takes writes"
                + " which are lost",
            "CONFIG SET min-replicas-to-write 1, then CONFIG REWRITE")
        : Finding.ok(check, replicas + " in step, min-replicas-to-write " + least);
  }
}
