package io.sallyport.redis.core;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Nobody waits for Redis for longer than this. */
public record TimeLimit(Duration duration) {

  /** Asks when subscribed to, each time anew; fails when the time is over. */
  public <T> Uni<T> on(Supplier<Future<T>> call) {
    return Uni.createFrom().deferred(() -> UniHelper.toUni(of(call.get())));
  }

  /** The call, which fails when the time is over. */
  public <T> Future<T> of(Future<T> call) {
    return call.timeout(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
