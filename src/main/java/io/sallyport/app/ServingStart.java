package io.sallyport.app;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.config.Serving;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Says that this process serves. */
@Singleton
final class ServingStart {

  private final Event<Serving> serving;

  ServingStart(Event<Serving> serving) {
    this.serving = serving;
  }

  void start(@Observes StartupEvent start) {
    serving.fire(new Serving());
  }
}
