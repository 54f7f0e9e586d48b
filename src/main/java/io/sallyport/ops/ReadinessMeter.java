package io.sallyport.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Whether the replica is ready, as a gauge: what scrapes meters need not ask for health, too. */
@Singleton
final class ReadinessMeter {

  private static final Logger LOG = Logger.getLogger(ReadinessMeter.class);

  private static final Duration EVERY = Duration.ofSeconds(10);

  /** Long enough for what makes it ready; earlier it would only be logged that it is not. */
  private static final Duration FIRST = Duration.ofSeconds(3);

  private final Vertx vertx;
  private final SmallRyeHealthReporter health;
  private final MeterRegistry registry;
  private volatile boolean ready;

  ReadinessMeter(Vertx vertx, SmallRyeHealthReporter health, MeterRegistry registry) {
    this.vertx = vertx;
    this.health = health;
    this.registry = registry;
  }

  void start(@Observes StartupEvent start) {
    register();
    vertx.setPeriodic(FIRST.toMillis(), EVERY.toMillis(), again -> ask());
  }

  void register() {
    Gauge.builder("sallyport.ready", this, one -> one.ready ? 1 : 0)
        .description("1 while the replica is ready")
        .register(registry);
  }

  private void ask() {
    health
        .getReadinessAsync()
        .subscribe()
        .with(
            now -> ready = !now.isDown(),
            failure -> {
              LOG.debugf("readiness not known because=%s", failure);
              ready = false;
            });
  }
}
