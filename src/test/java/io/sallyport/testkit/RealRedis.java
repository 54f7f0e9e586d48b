package io.sallyport.testkit;

import io.sallyport.redis.core.Script;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis server process for one test class and those nested in it, and a client. */
public final class RealRedis implements BeforeAllCallback, AutoCloseable {

  private final int port = Ports.free();
  private RedisProcess server;
  private Vertx vertx;
  private Redis client;

  /** Called for nested classes too; the first call starts, the end of the run stops. */
  @Override
  public void beforeAll(ExtensionContext context) {
    if (server != null) {
      return;
    }
    context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put(this, this);
    server = RedisProcess.start(port, List.of("save \"\""));
    vertx = Vertx.vertx();
    client =
        Redis.createClient(
            vertx,
            new RedisOptions()
                .setConnectionString("redis://localhost:" + port)
                .setMaxPoolSize(16)
                .setMaxPoolWaiting(100_000));
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    server.kill();
  }

  public Redis client() {
    return client;
  }

  public Vertx vertx() {
    return vertx;
  }

  public int port() {
    return port;
  }

  /** Runs one command and waits for its reply. */
  public Response run(Command command, Object... arguments) {
    Request request = Request.cmd(command);
    for (Object argument : arguments) {
      request.arg(argument.toString());
    }
    return client.send(request).toCompletionStage().toCompletableFuture().join();
  }

  /** Redis knows every script then, so that each call is one. */
  public void loadScripts() {
    for (Script script : Script.values()) {
      run(Command.SCRIPT, "LOAD", script.lua().source());
    }
  }

  /** How many scripts were called by something. */
  public long callsOf(Runnable something) {
    long before = calls();
    something.run();
    return calls() - before;
  }

  /** EVALSHA and EVAL calls so far. */
  private long calls() {
    String stats = run(Command.INFO, "commandstats").toString();
    return stats
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^=]*=(\\d+).*", "$1")))
        .sum();
  }
}
