package io.sallyport.redis.ledger;

import io.vertx.core.Vertx;
import java.time.Duration;

/** When settlements that waited for others are sent to Redis. */
@FunctionalInterface
public interface SettleTimes {

  /** How long a settlement waits for others at most. */
  Duration LONGEST_WAIT = Duration.ofMillis(20);

  /** Runs it when others have had time to come. */
  void later(Runnable settle);

  /** Runs it as soon as the caller of the send that just ended is answered. */
  default void afterAnswer(Runnable settle) {
    later(settle);
  }

  /** By a timer; and after a turn of the event loop, in which the caller is answered. */
  static SettleTimes on(Vertx vertx) {
    return new SettleTimes() {
      @Override
      public void later(Runnable settle) {
        vertx.setTimer(LONGEST_WAIT.toMillis(), waited -> settle.run());
      }

      @Override
      public void afterAnswer(Runnable settle) {
        vertx.runOnContext(answered -> settle.run());
      }
    };
  }
}
