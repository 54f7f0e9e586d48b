package io.sallyport.health;

import io.sallyport.account.Numbers;
import io.sallyport.template.TemplateRegistry;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the templates of every WABA that can be listed are loaded, from Meta or from Redis.
 */
@Readiness
@Singleton
final class RegistryReadiness implements HealthCheck {

  private final Numbers numbers;
  private final TemplateRegistry templates;
  private final HealthDetails details = new HealthDetails("waba", this::isLoaded, this::words);

  RegistryReadiness(Numbers numbers, TemplateRegistry templates) {
    this.numbers = numbers;
    this.templates = templates;
  }

  @Override
  public HealthCheckResponse call() {
    Set<String> wabaIds = numbers.readableWabaIds();
    return details.of(
        HealthCheckResponse.named("Template registry").status(templates.isLoaded(wabaIds)),
        wabaIds);
  }

  private boolean isLoaded(String wabaId) {
    return templates.snapshot(wabaId).isPresent();
  }

  private String words(String wabaId) {
    return templates
        .snapshot(wabaId)
        .map(held -> held.templates().size() + " templates as of " + held.refreshedAt())
        .orElse("not loaded");
  }
}
