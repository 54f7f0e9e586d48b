package io.sallyport.redis.core;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.sallyport.loop.Deadlines;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Fails what Redis has not answered in time. */
public final class TimeLimit {

  private final Duration duration;
  private final FastThreadLocal<Deadlines> deadlines = new FastThreadLocal<>();

  public TimeLimit(Duration duration) {
    this.duration = duration;
  }

  /** Asks when subscribed to, each time anew; fails when the time is over. */
  public <T> Uni<T> on(Supplier<Future<T>> call) {
    return Uni.createFrom().deferred(() -> UniHelper.toUni(of(call.get())));
  }

  /** The call, which fails when the time is over. */
  public <T> Future<T> of(Future<T> call) {
    ContextInternal context = ContextInternal.current();
    if (call.isComplete()) {
      return call;
    } else if (context == null || !context.nettyEventLoop().inEventLoop()) {
      return call.timeout(duration.toMillis(), TimeUnit.MILLISECONDS);
    }
    Waiting<T> waiting = new Waiting<>(context);
    waiting.deadlines.begin(waiting);
    call.onComplete(waiting);
    return waiting.told.future();
  }

  private Deadlines deadlines(EventLoop loop) {
    Deadlines known = deadlines.get();
    if (known == null) {
      known = new Deadlines(loop, duration.toNanos());
      deadlines.set(known);
    }
    return known;
  }

  /** A call of an event loop's. */
  private final class Waiting<T> extends Deadlines.Wait implements Handler<AsyncResult<T>> {

    private final EventLoop loop;
    private final Deadlines deadlines;
    private final Promise<T> told;

    Waiting(ContextInternal context) {
      this.loop = context.nettyEventLoop();
      this.deadlines = deadlines(loop);
      this.told = context.promise();
    }

    @Override
    public void handle(AsyncResult<T> answer) {
      if (loop.inEventLoop()) {
        deadlines.end(this);
      } else {
        loop.execute(() -> deadlines.end(this));
      }
      if (answer.succeeded()) {
        told.tryComplete(answer.result());
      } else {
        told.tryFail(answer.cause());
      }
    }

    @Override
    protected void isOver() {
      told.tryFail(new TimeoutException("no answer within " + duration.toMillis() + " ms"));
    }
  }
}
