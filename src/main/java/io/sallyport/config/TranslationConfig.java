package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Who translates. */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface TranslationConfig {

  /** A server that speaks LibreTranslate's API, {@code https://translate.example.com}. */
  @ConfigDocDefault("none")
  Optional<URI> url();

  /** Its key, if it wants one, or {@code file:/path} of a file with it. */
  @ConfigDocDefault("none, secret")
  Optional<String> apiKey();

  /**
   * Longest wait for the translations of one webhook or message, at most half of {@code
   * sallyport.relay.timeout}; then the original goes.
   */
  @WithDefault("3s")
  Duration timeout();
}
