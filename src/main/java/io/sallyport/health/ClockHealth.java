package io.sallyport.health;

import io.sallyport.config.SallyportConfig;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Shows the configured clock offset. Always up: the liveness check is that it answers. */
@Liveness
@Singleton
final class ClockHealth implements HealthCheck {

  private final HealthCheckResponse response;

  ClockHealth(SallyportConfig config) {
    this.response =
        HealthCheckResponse.named("Clock")
            .up()
            .withData("offset", config.clock().offset().toString())
            .build();
  }

  @Override
  public HealthCheckResponse call() {
    return response;
  }
}
