package io.sallyport.connector.graph;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Resets a request when its time is over, even if it gets its connection only later. */
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

  /** Applies to this request from now on. */
  synchronized void applyTo(HttpClientRequest started) {
    request = started;
    // The failure reaches the answer's future; without a handler Vert.x would log it as well.
    started.exceptionHandler(broken -> {});
    if (isOver) {
      started.reset();
    }
  }

  synchronized boolean isOver() {
    return isOver;
  }

  /** The request ended in time. */
  void cancel() {
    vertx.cancelTimer(timer);
  }
}
