package io.sallyport.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How Meta's webhooks go on to the CRMs. */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface RelayConfig {
  /** Who gets them, by a name of your own. */
  Map<String, Target> targets();

  /** The wait after the first failure of a delivery; it doubles. */
  @WithDefault("1s")
  Duration firstBackoff();

  /** The longest wait between two tries of a delivery. */
  @WithDefault("1h")
  Duration maxBackoff();

  /** How long a delivery is tried; then it is a dead letter. */
  @WithDefault("7d")
  Duration maxAge();

  /** How long a replica that says nothing is the one that sends; then another is. */
  @WithDefault("30s")
  Duration claimAfter();

  /** Longest wait for a target's answer. */
  @WithDefault("15s")
  Duration timeout();

  /** Deliveries that may wait for one target, and dead letters it may have. */
  @WithDefault("100000")
  int maxQueued();

  /** One receiver of webhooks. */
  interface Target {
    /** Where deliveries are posted to; required. */
    Optional<URI> url();

    /** What they are signed with beside Meta's own signature: {@code whsec_<base64>}. */
    Optional<String> secret();

    /** The phone number ids it wants; all that comes unless set. */
    Optional<List<String>> numbers();
  }
}
