package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Optional;

/** The pages for operators. */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface ConsoleConfig {

  /** Whether {@code /sallyport/console/} is served; if not it is 404. */
  @ConfigDocDefault("true when an operator is configured")
  Optional<Boolean> enabled();
}
