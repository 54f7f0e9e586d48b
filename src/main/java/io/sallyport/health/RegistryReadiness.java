package io.sallyport.health;

import io.sallyport.account.Numbers;
import io.sallyport.clockwork.TemplatePoll;
import io.sallyport.template.TemplateRegistry;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the templates that Redis holds are loaded, and Meta has answered for one WABA at least
 * if there is any. The others follow; until then a send that names a template of theirs asks Meta.
 * So one wrong token does not hold up the rest, but a gateway that knows no template gets no sends.
 * Once ready it stays so: a WABA that is put later, with a wrong token perhaps, takes nobody out of
 * service.
 */
@Readiness
@Singleton
final class RegistryReadiness implements HealthCheck {

  private final Numbers numbers;
  private final TemplatePoll poll;
  private final TemplateRegistry templates;
  private final HealthDetails details = new HealthDetails("waba", this::isLoaded, this::words);

  private volatile boolean wasReady;

  RegistryReadiness(Numbers numbers, TemplatePoll poll, TemplateRegistry templates) {
    this.numbers = numbers;
    this.poll = poll;
    this.templates = templates;
  }

  @Override
  public HealthCheckResponse call() {
    Set<String> wabaIds = numbers.readableWabaIds();
    if (!wasReady) {
      boolean someAreLoaded = wabaIds.isEmpty() || wabaIds.stream().anyMatch(this::isLoaded);
      wasReady = poll.isRead() && someAreLoaded;
    }
    return details.of(HealthCheckResponse.named("Template registry").status(wasReady), wabaIds);
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
