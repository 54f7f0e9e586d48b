package io.sallyport.clockwork;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.account.Numbers;
import io.sallyport.clockwork.Rounds.Pace;
import io.sallyport.config.SallyportConfig;
import io.sallyport.template.TemplateRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Loads every WABA's templates at the start, and lists them again at the poll interval. */
@Singleton
final class TemplatePoll {

  private static final Logger LOG = Logger.getLogger(TemplatePoll.class);

  private static final Duration RETRY = Duration.ofSeconds(2);

  /** Most WABAs for which Redis or Meta is asked at the same time. */
  private static final int AT_ONCE = 32;

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
    Pace pace = Pace.of(Duration.ZERO, interval, AT_ONCE);
    new Rounds(numbers.readableWabaIds(), pace, this::look).start(vertx);
  }

  /**
   * First takes the templates Redis holds, so that sends can be judged at once. Meta is asked in
   * the next round, since webhooks may have been missed; by then every WABA has been loaded.
   */
  private Uni<Duration> look(String wabaId) {
    return templates.snapshot(wabaId).isPresent()
        ? refresh(wabaId).replaceWith(Rounds.NEXT_ROUND)
        : load(wabaId);
  }

  private Uni<Duration> load(String wabaId) {
    return templates
        .reload(wabaId)
        .onFailure()
        .recoverWithNull()
        .chain(
            () ->
                templates.snapshot(wabaId).isPresent()
                    ? Uni.createFrom().item(Duration.ZERO)
                    : refresh(wabaId).map(asked -> afterFirst(wabaId)));
  }

  private Duration afterFirst(String wabaId) {
    return templates.snapshot(wabaId).isPresent() ? Rounds.NEXT_ROUND : RETRY;
  }

  private Uni<Void> refresh(String wabaId) {
    return templates
        .refresh(wabaId)
        .chain(asked -> asked ? Uni.createFrom().voidItem() : templates.reload(wabaId))
        .onFailure()
        .invoke(failure -> LOG.warnf("templates not listed waba=%s because=%s", wabaId, failure))
        .onFailure()
        .recoverWithNull();
  }
}
