package io.sallyport.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;

/** A Redis server process for one test class and those nested in it, and a client. */
public final class RealRedis
    implements BeforeAllCallback, ExtensionContext.Store.CloseableResource {

  private final int port = freePort();
  private RedisServer server;
  private Vertx vertx;
  private Redis client;

  /** Called for nested classes too; the first call starts, the end of the run stops. */
  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (server != null) {
      return;
    }
    context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put(this, this);
    server =
        RedisServer.newRedisServer()
            .port(port)
            .setting("bind 127.0.0.1")
            .setting("save \"\"")
            .build();
    server.start();
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
  public void close() throws IOException {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    server.stop();
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

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
