package io.sallyport.redis;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redis with a connection for every event loop, on which single calls follow each other without
 * waiting for the answers before them. The client's own pool keeps all its connections on one event
 * loop, and hands each to one call at a time: every decision would cross threads twice (ADR 18).
 *
 * <p>Batches, and calls from other threads, go by the pool. For a single server only: a call that
 * has to find its node needs more than one connection.
 */
final class LoopRedis implements Redis {

  private final Vertx vertx;
  private final Redis pool;
  private final RedisOptions options;
  private final FastThreadLocal<Line> lines =
      new FastThreadLocal<>() {
        @Override
        protected Line initialValue() {
          return new Line();
        }
      };

  /**
   * Redis by event loop.
   *
   * @param options those of the pool
   */
  LoopRedis(Vertx vertx, Redis pool, RedisOptions options) {
    this.vertx = vertx;
    this.pool = pool;
    this.options = options;
  }

  @Override
  public Future<Response> send(Request request) {
    ContextInternal context = ContextInternal.current();
    boolean onLoop =
        context != null && context.isEventLoopContext() && context.nettyEventLoop().inEventLoop();
    return onLoop ? lines.get().send(context.unwrap(), request) : pool.send(request);
  }

  @Override
  public Future<RedisConnection> connect() {
    return pool.connect();
  }

  @Override
  public Future<List<Response>> batch(List<Request> commands) {
    return pool.batch(commands);
  }

  @Override
  public void close() {
    pool.close();
  }

  /** One event loop's connection; used on its thread only. */
  private final class Line {

    private @Nullable Redis client;
    private @Nullable Future<RedisConnection> connection;

    /**
     * Sends a call.
     *
     * @param loop the loop's own context, not a request's: the connection outlives all of them
     */
    Future<Response> send(ContextInternal loop, Request request) {
      Future<RedisConnection> open = connection;
      if (open == null) {
        open = connect(loop);
      }
      return open.succeeded()
          ? open.result().send(request)
          : open.compose(connected -> connected.send(request));
    }

    private Future<RedisConnection> connect(ContextInternal loop) {
      var opening = loop.<RedisConnection>promise();
      connection = opening.future();
      loop.dispatch(start -> client().connect().onComplete(opening));
      return opening
          .future()
          .onSuccess(
              connected ->
                  connected
                      .exceptionHandler(broken -> connection = null)
                      .endHandler(end -> connection = null))
          .onFailure(unreachable -> connection = null);
    }

    private Redis client() {
      if (client == null) {
        client = Redis.createClient(vertx, new RedisOptions(options));
      }
      return client;
    }
  }
}
