package io.sallyport.app;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.cpu.CpuCoreSensor;
import jakarta.inject.Singleton;

/**
 * One event loop per core, unless {@code quarkus.vertx.event-loops-pool-size} says otherwise.
 * Quarkus's two would be for loops that are kept waiting now and then; here none is, and with fewer
 * of them more calls share a write to Redis.
 */
@Singleton
final class EventLoops implements VertxOptionsCustomizer {

  private static final String KEY = "quarkus.vertx.event-loops-pool-size";

  @Override
  public void accept(VertxOptions options) {
    if (!ConfigUtils.isPropertyPresent(KEY)) {
      options.setEventLoopPoolSize(CpuCoreSensor.availableProcessors());
    }
  }
}
