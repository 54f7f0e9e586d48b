package io.sallyport.twin.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket. It can be closed and opened again on the same port, for a connection
 * refused by the kernel.
 */
public final class Listener {
  private static final long GRACE_MS = 50;

  private final Vertx vertx;
  private final Handler<HttpServerRequest> handler;
  private @Nullable HttpServer server;
  private int port;

  public Listener(Vertx vertx, int port, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.port = port;
    this.handler = handler;
  }

  public synchronized int port() {
    return port;
  }

  public void open() {
    await(listen());
  }

  public void close() {
    await(shut());
  }

  /** A moment later, so that the call which asked for it is still answered. */
  public void closeFor(Duration span) {
    vertx.setTimer(GRACE_MS, timer -> shut());
    vertx.setTimer(GRACE_MS + Math.max(1, span.toMillis()), timer -> listen());
  }

  private synchronized Future<?> listen() {
    if (server != null) {
      return Future.succeededFuture();
    }
    HttpServerOptions options =
        new HttpServerOptions()
            .setPort(port)
            .setHttp2ClearTextEnabled(false)
            .setMaxInitialLineLength(65_536)
            .setMaxHeaderSize(65_536);
    HttpServer opened = vertx.createHttpServer(options).requestHandler(handler);
    server = opened;
    return opened.listen().onSuccess(this::listening);
  }

  private synchronized void listening(HttpServer opened) {
    port = opened.actualPort();
  }

  private synchronized Future<?> shut() {
    HttpServer open = server;
    server = null;
    return open == null ? Future.succeededFuture() : open.close();
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The twin cannot use its port", e);
    }
  }
}
