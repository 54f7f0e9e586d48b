package io.sallyport.redis.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.redis.core.RedisServers.Server;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.RedisCluster;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisServersTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  @RegisterExtension static final RedisCluster CLUSTER = new RedisCluster();

  private static RedisServers one(String endpoint) {
    RedisOptions options = new RedisOptions().setConnectionString(endpoint);
    return new RedisServers(
        REDIS.vertx(), Redis.createClient(REDIS.vertx(), options), () -> options);
  }

  @Test
  void tellsWhatAServerSaysOfItself() {
    Server server = only(one("redis://localhost:" + REDIS.port()));

    assertThat(server.address()).isEmpty();
    assertThat(server.info("redis_version")).startsWith("6.2");
    assertThat(server.info("maxmemory_policy")).isEqualTo("noeviction");
    assertThat(server.number("connected_slaves")).isZero();
    assertThat(server.setting("save")).isEmpty();
    assertThat(server.setting("appendfsync")).isEqualTo("everysec");
  }

  @Test
  void tellsTheTime() {
    RedisServers.Time time = await(one("redis://localhost:" + REDIS.port()).time());

    assertThat(Duration.between(time.now(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(5));
    assertThat(time.took()).isPositive();
  }

  /** As managed ones do. */
  @Test
  void aServerThatForbidsConfigTellsTheRest() {
    REDIS.run(Command.ACL, "SETUSER", "guest", "on", ">word", "~*", "+@all", "-config");

    Server server = only(one("redis://guest:word@localhost:" + REDIS.port()));

    assertThat(server.info("redis_version")).startsWith("6.2");
    assertThat(server.setting("save")).isNull();
  }

  @Test
  void aClustersMastersAreToldEach() {
    RedisOptions options =
        new RedisOptions()
            .setType(RedisClientType.CLUSTER)
            .setConnectionString(CLUSTER.hosts().split(",")[0]);
    RedisServers servers = new RedisServers(REDIS.vertx(), CLUSTER.client(), () -> options);

    List<Server> masters = await(servers.masters());

    assertThat(masters).hasSize(3);
    assertThat(masters)
        .extracting(Server::address)
        .allMatch(address -> address.startsWith("127.0.0.1:"))
        .doesNotHaveDuplicates();
    assertThat(masters).allMatch(server -> server.info("role").equals("master"));
    assertThat(masters)
        .extracting(server -> server.address().endsWith(":" + server.info("tcp_port")))
        .containsOnly(true);
    assertThat(await(servers.cluster())).containsEntry("cluster_slots_ok", "16384");
  }

  private static Server only(RedisServers servers) {
    List<Server> masters = await(servers.masters());
    assertThat(masters).hasSize(1);
    return masters.get(0);
  }

  private static <T> T await(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
