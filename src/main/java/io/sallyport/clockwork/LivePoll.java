package io.sallyport.clockwork;

import io.sallyport.audit.LiveDecisions;
import io.sallyport.config.Serving;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Tells those who listen what was decided, all of it together and a few times a second. */
@Singleton
final class LivePoll {

  private static final Logger LOG = Logger.getLogger(LivePoll.class);

  /** Twice this, where another replica decides, and what Redis takes, is what a listener waits. */
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final Vertx vertx;
  private final LiveDecisions live;

  LivePoll(Vertx vertx, LiveDecisions live) {
    this.vertx = vertx;
    this.live = live;
  }

  void start(@Observes Serving start) {
    WorkerExecutor thread = vertx.createSharedWorkerExecutor("live-decisions", 1);
    vertx.setPeriodic(
        INTERVAL.toMillis(),
        tick -> {
          if (live.isWanted()) {
            step(thread);
          }
        });
  }

  private void step(WorkerExecutor thread) {
    thread
        .executeBlocking(
            () -> {
              live.step();
              return null;
            })
        .onFailure(bug -> LOG.errorf(bug, "decisions not told"));
  }
}
