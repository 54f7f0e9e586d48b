package io.sallyport.crm;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a try is over: its request is reset, also one that gets its connection only then. */
final class Deadline {

  private final Vertx vertx;
  private final long timer;
  private @Nullable HttpClientRequest request;
  private boolean isOver;

  Deadline(Vertx vertx, Duration length) {
    this.vertx = vertx;
    this.timer = vertx.setTimer(length.toMillis(), fired -> over());
  }

  private synchronized void over() {
    isOver = true;
    if (request != null) {
      request.reset();
    }
  }

  /** Ends this request. */
  synchronized void ends(HttpClientRequest started) {
    request = started;
    // Whoever waits for the answer is told; without this it would be logged besides.
    started.exceptionHandler(broken -> {});
    if (isOver) {
      started.reset();
    }
  }

  synchronized boolean isOver() {
    return isOver;
  }

  /** It ended in time. */
  void met() {
    vertx.cancelTimer(timer);
  }
}
