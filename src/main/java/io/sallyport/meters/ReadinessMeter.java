package io.sallyport.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.config.Serving;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The replica's readiness as a gauge, so that Prometheus need not call the health endpoint. */
@Singleton
final class ReadinessMeter {

  private static final Logger LOG = Logger.getLogger(ReadinessMeter.class);

  private static final Duration EVERY = Duration.ofSeconds(10);

  /** Long enough to become ready; an earlier check would only log that it is not. */
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

  void start(@Observes Serving start) {
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
