package io.sallyport.redis.core;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
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
public final class LoopRedis implements Redis {

  private final Vertx vertx;
  private final Redis pool;
  private final RedisOptions options;
  private final long silence;
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
   * @param silence after so long without an answer that is due, another connection is opened
   */
  public LoopRedis(Vertx vertx, Redis pool, RedisOptions options, Duration silence) {
    this.vertx = vertx;
    this.pool = pool;
    this.options = options;
    this.silence = silence.toNanos();
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

  /** One event loop's connections, of which the last is in use; used on its thread only. */
  private final class Line {

    private @Nullable Redis client;
    private @Nullable Pipe pipe;

    /**
     * Sends a call.
     *
     * @param loop the loop's own context, not a request's: the connection outlives all of them
     */
    Future<Response> send(ContextInternal loop, Request request) {
      long now = System.nanoTime();
      Pipe current = pipe;
      if (current == null || current.isSilent(now)) {
        current = open(loop, now);
      }
      return current.send(request, now);
    }

    /** One that says nothing is left to its idle time-out: others must not wait for that. */
    private Pipe open(ContextInternal loop, long now) {
      var opening = loop.<RedisConnection>promise();
      Pipe opened = new Pipe(opening.future(), now);
      pipe = opened;
      loop.dispatch(start -> client().connect().onComplete(opening));
      opening
          .future()
          .onSuccess(
              connected ->
                  connected
                      .exceptionHandler(broken -> lost(opened))
                      .endHandler(end -> lost(opened)))
          .onFailure(unreachable -> lost(opened));
      return opened;
    }

    private void lost(Pipe one) {
      if (pipe == one) {
        pipe = null;
      }
    }

    private Redis client() {
      if (client == null) {
        client = Redis.createClient(vertx, new RedisOptions(options));
      }
      return client;
    }
  }

  /** A connection and what waits for its answers. */
  private final class Pipe {

    private final Future<RedisConnection> connection;
    private long heard;
    private int waiting;

    Pipe(Future<RedisConnection> connection, long now) {
      this.connection = connection;
      this.heard = now;
    }

    boolean isSilent(long now) {
      return waiting > 0 && now - heard > silence;
    }

    Future<Response> send(Request request, long now) {
      if (waiting == 0) {
        heard = now;
      }
      waiting++;
      Future<Response> answer =
          connection.succeeded()
              ? connection.result().send(request)
              : connection.compose(connected -> connected.send(request));
      return answer.onComplete(answered -> hear());
    }

    private void hear() {
      waiting--;
      heard = System.nanoTime();
    }
  }
}
