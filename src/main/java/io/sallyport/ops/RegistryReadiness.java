package io.sallyport.ops;

import io.sallyport.config.Numbers;
import io.sallyport.template.TemplateRegistry;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the templates of every WABA that can be listed are loaded, from Meta or from Redis.
 */
@Readiness
@Singleton
final class RegistryReadiness implements HealthCheck {

  private final Numbers numbers;
  private final TemplateRegistry templates;

  RegistryReadiness(Numbers numbers, TemplateRegistry templates) {
    this.numbers = numbers;
    this.templates = templates;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder health =
        HealthCheckResponse.named("Template registry")
            .status(templates.isLoaded(numbers.readableWabaIds()));
    for (String wabaId : numbers.readableWabaIds()) {
      health.withData(
          "waba " + wabaId,
          templates
              .snapshot(wabaId)
              .map(held -> held.templates().size() + " templates as of " + held.refreshedAt())
              .orElse("not loaded"));
    }
    return health.build();
  }
}
