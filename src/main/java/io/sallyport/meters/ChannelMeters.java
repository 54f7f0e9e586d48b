package io.sallyport.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.account.ChannelStates;
import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.config.Serving;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** Gauges of the channels' states: 1 for the one a channel is in. */
@Singleton
final class ChannelMeters {

  /** Wazzup's words in lower case; any other is {@code other}. */
  private static final List<String> STATES =
      List.of(
          "unknown",
          "active",
          "init",
          "disabled",
          "phoneunavailable",
          "qr",
          "qridle",
          "openelsewhere",
          "notenoughmoney",
          "foreignphone",
          "unauthorized",
          "waitforpassword",
          "blocked",
          "onmoderation",
          "rejected");

  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final WazzupChannels channels;
  private final ChannelStates states;

  ChannelMeters(MeterRegistry registry, WazzupChannels channels, ChannelStates states) {
    this.registry = registry;
    this.channels = channels;
    this.states = states;
  }

  void start(@Observes Serving start) {
    for (Channel channel : channels.all()) {
      STATES.forEach(state -> gauge(channel, state));
      gauge(channel, OTHER);
    }
  }

  private void gauge(Channel channel, String state) {
    Gauge.builder(
            "sallyport.gray.channel.state",
            states,
            all -> state(all.of(channel.id()).plain()).equals(state) ? 1 : 0)
        .description("1 for the state in which a channel of Wazzup's is, by Wazzup's last word")
        .tag("channel", channel.id())
        .tag("transport", channel.transport().wire())
        .tag("state", state)
        .register(registry);
  }

  private static String state(String plain) {
    return STATES.contains(plain) ? plain : OTHER;
  }
}
