package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.ConfigDocMapKey;
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
  @ConfigDocMapKey("name")
  Map<String, Target> targets();

  /** The wait after the first failure of a delivery; it doubles. */
  @WithDefault("1s")
  Duration firstBackoff();

  /**
   * The longest wait between two tries of a delivery, and between two probes of a paused target.
   */
  @WithDefault("1h")
  Duration maxBackoff();

  /** How long a delivery is tried; then it is a dead letter. */
  @WithDefault("7d")
  Duration maxAge();

  /**
   * How long a replica that says nothing is the one that sends, then another is; at least twice
   * {@code timeout}.
   */
  @WithDefault("30s")
  Duration claimAfter();

  /** Longest wait for a target's answer. */
  @WithDefault("15s")
  Duration timeout();

  /** How long before a customer service window closes {@code window.closing} is sent. */
  @WithDefault("1h")
  Duration closingLead();

  /**
   * Deliveries that may wait for one target, and dead letters it may have; beyond that Meta gets
   * 503.
   */
  @WithDefault("100000")
  int maxQueued();

  /** One receiver of webhooks. */
  interface Target {
    /**
     * Where webhooks go on to, see <a href="relay.md">relay.md</a>; the name is yours: letters,
     * digits, dashes, underscores.
     */
    @ConfigDocDefault("required")
    Optional<URI> url();

    /**
     * {@code whsec_} and base64: what they are signed with beside Meta's signature, which is always
     * there.
     */
    @ConfigDocDefault("none, secret")
    Optional<String> secret();

    /**
     * Phone number ids whose webhooks, and whose accounts', the target gets; each must be
     * configured.
     */
    @ConfigDocDefault("all that comes")
    Optional<List<String>> numbers();

    /**
     * Events of the gateway's own that the target gets, too: {@code window.closing}, {@code
     * window.closed}, {@code template.changed}, {@code number.restricted}, {@code contradiction};
     * needs {@code secret}.
     */
    @ConfigDocDefault("none")
    Optional<List<String>> events();
  }
}
