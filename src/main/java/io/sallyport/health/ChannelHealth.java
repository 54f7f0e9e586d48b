package io.sallyport.health;

import io.sallyport.account.ChannelStates;
import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows what Wazzup says of its channels, in its own words. Never down: the others can still send.
 */
@Readiness
@Singleton
final class ChannelHealth implements HealthCheck {

  private final WazzupChannels channels;
  private final HealthDetails details;

  ChannelHealth(WazzupChannels channels, ChannelStates states) {
    this.channels = channels;
    this.details =
        new HealthDetails("channel", id -> states.of(id).isActive(), id -> states.of(id).word());
  }

  @Override
  public HealthCheckResponse call() {
    return details.of(
        HealthCheckResponse.named("channels").up(),
        channels.all().stream().map(Channel::id).toList());
  }
}
