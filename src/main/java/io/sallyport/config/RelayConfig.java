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

/** How Meta's webhooks are passed on to the CRMs. */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface RelayConfig {
  /** The receivers of webhooks, by a name you choose. */
  @ConfigDocMapKey("name")
  Map<String, Target> targets();

  /** The wait after a delivery's first failure; it doubles with every further one. */
  @WithDefault("1s")
  Duration firstBackoff();

  /**
   * The longest wait between two attempts of a delivery, and between two probes of a paused target.
   */
  @WithDefault("1h")
  Duration maxBackoff();

  /** How long a delivery is tried; then it becomes a dead letter. */
  @WithDefault("7d")
  Duration maxAge();

  /**
   * How long a replica keeps a target without renewing its lease; then another may take over. At
   * least twice {@code timeout}.
   */
  @WithDefault("30s")
  Duration claimAfter();

  /** Longest time of one attempt, from the connection to the target's answer. */
  @WithDefault("15s")
  Duration timeout();

  /** How long before a customer service window closes the event {@code window.closing} is sent. */
  @WithDefault("1h")
  Duration closingLead();

  /**
   * Most deliveries queued for one target, and most dead letters it may have. While the queue is
   * full Meta's webhooks are answered with 503.
   */
  @WithDefault("100000")
  int maxQueued();

  /** One receiver of webhooks. */
  interface Target {
    /**
     * Where webhooks are sent, see <a href="relay.md">relay.md</a>. The target's name may have
     * letters, digits, dashes and underscores.
     */
    @ConfigDocDefault("required")
    Optional<URI> url();

    /**
     * The key, {@code whsec_} and base64, with which the gateway signs them; Meta's signature is
     * passed on in any case.
     */
    @ConfigDocDefault("none, secret")
    Optional<String> secret();

    /**
     * Phone number ids whose webhooks the target gets, and those of their accounts; each must be
     * configured.
     */
    @ConfigDocDefault("all deliveries")
    Optional<List<String>> numbers();

    /**
     * The gateway's own events that the target gets as well: {@code window.closing}, {@code
     * window.closed}, {@code template.changed}, {@code number.restricted}, {@code contradiction},
     * {@code token.expiring}, {@code reply.overdue}; needs {@code secret}.
     */
    @ConfigDocDefault("none")
    Optional<List<String>> events();
  }
}
