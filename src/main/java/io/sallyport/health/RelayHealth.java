package io.sallyport.health;

import io.sallyport.relay.Relay;
import io.sallyport.relay.Sender;
import io.sallyport.relay.TargetState;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Shows each relay target's queue. Never down: sends and webhooks must go on while a CRM is down.
 */
@Readiness
@Singleton
final class RelayHealth implements HealthCheck {

  private final Relay relay;
  private final HealthDetails details = new HealthDetails("target", this::isInOrder, this::words);

  RelayHealth(Relay relay) {
    this.relay = relay;
  }

  @Override
  public HealthCheckResponse call() {
    return details.of(
        HealthCheckResponse.named("Relay").up(),
        relay.senders().stream().map(Sender::target).toList());
  }

  private boolean isInOrder(String target) {
    TargetState state = relay.sender(target).orElseThrow().state();
    return state != null && state.pause() == null && state.deadLetters() == 0;
  }

  private String words(String target) {
    Sender sender = relay.sender(target).orElseThrow();
    return words(sender.state()) + who(sender.isSending());
  }

  static String words(@Nullable TargetState state) {
    if (state == null) {
      return "not read yet: Redis has not answered";
    }
    return (state.pause() == null
            ? ""
            : "paused since " + state.pause().since() + " (" + state.pause().why() + "); ")
        + (state.oldest() == null
            ? "nothing waits"
            : state.waiting() + " waiting, the oldest since " + state.oldest())
        + (state.deadLetters() == 0 ? "" : "; dead letters: " + state.deadLetters());
  }

  private static String who(boolean isSending) {
    return isSending ? "; this replica sends" : "";
  }
}
