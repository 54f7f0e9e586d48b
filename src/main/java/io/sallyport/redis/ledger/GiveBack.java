package io.sallyport.redis.ledger;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/** Gives back what a send does not take after all, also where Redis is silent for a while. */
final class GiveBack {

  /** How often, and how fast at first. */
  private static final int TRIES = 8;

  private static final Duration BACKOFF = Duration.ofMillis(500);

  private GiveBack() {}

  /**
   * What may have been taken by a call that was given up: the caller was told that nothing was
   * decided. The script may have run all the same, and its answer is lost or never comes; or it
   * runs yet. So this is done at once, and again when nothing more can happen.
   *
   * @param taking the call, without a limit on its time
   */
  static void after(Future<?> taking, Supplier<Future<?>> call) {
    untilDone(call);
    taking.onComplete(late -> untilDone(call));
  }

  /**
   * The same of what was taken; it may be repeated.
   *
   * @return what came of the first try, for which a caller may wait; it is tried again all the same
   */
  static Future<Void> now(Supplier<Future<Void>> call) {
    return call.get().onFailure(silent -> untilDone(call::get));
  }

  private static void untilDone(Supplier<Future<?>> call) {
    Uni.createFrom()
        .deferred(() -> UniHelper.toUni(call.get()))
        .onFailure()
        .retry()
        .withBackOff(BACKOFF)
        .atMost(TRIES)
        .subscribe()
        .with(done -> {}, failure -> {});
  }
}
