package io.sallyport.app;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.CommandLineArguments;
import io.sallyport.config.Serving;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Says that this process serves, unless its arguments begin with a command. */
@Singleton
final class ServingStart {

  private final boolean serves;
  private final Event<Serving> serving;

  ServingStart(@CommandLineArguments String[] arguments, Event<Serving> serving) {
    this.serves = !DoctorCommand.isMeant(arguments);
    this.serving = serving;
  }

  void start(@Observes StartupEvent start) {
    if (serves) {
      serving.fire(new Serving());
    }
  }
}
