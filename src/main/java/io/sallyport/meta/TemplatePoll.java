package io.sallyport.meta;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Loads every WABA's templates at the start, and lists them anew now and then. */
@Singleton
final class TemplatePoll {

  private static final Logger LOG = Logger.getLogger(TemplatePoll.class);

  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final TemplateRegistry templates;
  private final Numbers numbers;
  private final Duration interval;

  TemplatePoll(Vertx vertx, TemplateRegistry templates, Numbers numbers, SallyportConfig config) {
    this.vertx = vertx;
    this.templates = templates;
    this.numbers = numbers;
    this.interval = config.templates().pollInterval();
  }

  void start(@Observes StartupEvent start) {
    for (String wabaId : numbers.readableWabaIds()) {
      load(wabaId);
      vertx.setPeriodic(interval.toMillis(), timer -> refresh(wabaId));
    }
  }

  /**
   * What Redis holds serves at once; Meta is asked all the same, for webhooks may have been missed.
   */
  private void load(String wabaId) {
    templates
        .reload(wabaId)
        .onFailure()
        .recoverWithNull()
        .chain(() -> templates.refresh(wabaId))
        .subscribe()
        .with(asked -> retryUnlessLoaded(wabaId), failure -> failed(wabaId, failure));
  }

  private void failed(String wabaId, Throwable failure) {
    warn(wabaId, failure);
    retryUnlessLoaded(wabaId);
  }

  private void retryUnlessLoaded(String wabaId) {
    if (templates.snapshot(wabaId).isEmpty()) {
      vertx.setTimer(RETRY.toMillis(), timer -> load(wabaId));
    }
  }

  private void refresh(String wabaId) {
    templates
        .refresh(wabaId)
        .chain(asked -> asked ? Uni.createFrom().voidItem() : templates.reload(wabaId))
        .subscribe()
        .with(done -> {}, failure -> warn(wabaId, failure));
  }

  private static void warn(String wabaId, Throwable failure) {
    LOG.warnf("templates not listed waba=%s because=%s", wabaId, failure.toString());
  }
}
