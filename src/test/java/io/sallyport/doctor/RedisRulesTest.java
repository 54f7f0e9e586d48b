package io.sallyport.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.redis.core.RedisServers.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a server, by what it tells; without settings it is one that forbids CONFIG. */
class RedisRulesTest {

  static Stream<Arguments> servers() {
    RedisRule version = new RedisVersion();
    RedisRule kept = new RedisPersistence();
    RedisRule memory = new RedisMemory();
    RedisRule replicas = new RedisReplicas();
    return Stream.of(
        row(version, "redis_version=6.0.16", "", "fail Redis 6.0.16 is too old"),
        row(version, "redis_version=6.2.0", "", "ok Redis 6.2.0"),
        row(version, "redis_version=5.0.9 valkey_version=8.1.0", "", "ok Valkey 8.1.0"),
        row(version, "redis_version=7.2.4 valkey_version=8.1.0", "", "ok Valkey 8.1.0"),
        row(version, "redis_version=10.0.1", "", "ok Redis 10.0.1"),
        row(version, "", "", "skip INFO does not tell it"),
        row(
            kept,
            "aof_enabled=1",
            "appendfsync=everysec",
            "ok appendonly is yes, appendfsync everysec"),
        row(kept, "aof_enabled=1", "appendfsync=no", "warn appendonly is yes, appendfsync no"),
        row(kept, "aof_enabled=1", "", "ok appendonly is yes; appendfsync is not told"),
        row(kept, "aof_enabled=0", "save=", "fail appendonly is no, save is empty"),
        row(
            kept,
            "aof_enabled=0",
            "save=3600_1",
            "warn appendonly is no: a restart loses what came"),
        row(kept, "aof_enabled=0", "", "warn appendonly is no; whether there are snapshots"),
        row(kept, "", "", "skip INFO does not tell it"),
        row(kept, "aof_enabled=1 aof_last_write_status=err", "", "fail its last write failed"),
        row(
            memory,
            "maxmemory_policy=volatile-ttl maxmemory=100 used_memory=1",
            "",
            "fail maxmemory-policy is volatile-ttl"),
        row(
            memory,
            "maxmemory_policy=noeviction maxmemory=0 used_memory=1",
            "",
            "warn 1 MB used, no maxmemory"),
        row(memory, "maxmemory=100 used_memory=79", "", "ok 1 MB of 1 MB used"),
        row(memory, "maxmemory=100 used_memory=80", "", "warn 1 MB of 1 MB used: when it is full"),
        row(memory, "", "", "skip INFO does not tell maxmemory-policy"),
        row(replicas, "role=slave", "", "fail this is a replica"),
        row(replicas, "role=master connected_slaves=0", "", "warn none"),
        row(
            replicas,
            "role=master connected_slaves=2 slave0=state=online",
            "",
            "warn 1 of 2 in step"),
        row(
            replicas,
            "connected_slaves=1 slave0=state=online",
            "min-replicas-to-write=0",
            "warn 1 in step, min-replicas-to-write 0"),
        row(
            replicas,
            "connected_slaves=1 slave0=state=online",
            "min-replicas-to-write=1",
            "ok 1 in step"),
        row(
            replicas,
            "connected_slaves=1 slave0=state=online",
            "",
            "ok 1 in step; min-replicas-to-write is not told"));
  }

  private static Arguments row(RedisRule rule, String info, String settings, String said) {
    return Arguments.of(rule.getClass().getSimpleName(), rule, info, settings, said);
  }

  @ParameterizedTest(name = "{0}: {2}; {3}")
  @MethodSource("servers")
  void aServerIsJudgedByWhatItTells(
      String name, RedisRule rule, String info, String settings, String said) {
    List<Finding> found = rule.of(new Server("", fields(info), fields(settings)));

    assertThat(found.stream().map(one -> one.state().word() + " " + one.about()))
        .anySatisfy(line -> assertThat(line).startsWith(said));
    assertThat(found)
        .filteredOn(one -> one.state() == Finding.State.FAIL)
        .allSatisfy(one -> assertThat(one.fix()).isNotEmpty());
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String field : text.isEmpty() ? new String[0] : text.split(" ")) {
      String[] parts = field.split("=", 2);
      fields.put(parts[0], parts[1]);
    }
    return fields;
  }
}
