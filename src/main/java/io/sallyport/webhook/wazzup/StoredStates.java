package io.sallyport.webhook.wazzup;

import io.sallyport.account.ChannelStates;
import io.sallyport.account.ChannelStates.ChannelState;
import io.sallyport.account.WazzupChannels;
import io.sallyport.account.WazzupChannels.Channel;
import io.sallyport.config.Serving;
import io.sallyport.link.Links;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** The channels' states as every replica and every start sees them: in the store, read again. */
@Singleton
final class StoredStates {

  private static final String OWNER = "wazzup-channels";
  private static final Duration LIFE = Duration.ofDays(400);

  /** A state another replica was told of is seen so much later at most. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final WazzupChannels channels;
  private final ChannelStates states;
  private final Links links;

  StoredStates(Vertx vertx, WazzupChannels channels, ChannelStates states, Links links) {
    this.vertx = vertx;
    this.channels = channels;
    this.states = states;
    this.links = links;
  }

  void start(@Observes Serving start) {
    if (!channels.all().isEmpty()) {
      read();
      vertx.setPeriodic(INTERVAL.toMillis(), timer -> read());
    }
  }

  /** While the store does not answer the last states stand. */
  private void read() {
    for (Channel channel : channels.all()) {
      var unused =
          links
              .find(OWNER, channel.id())
              .onSuccess(
                  text -> {
                    if (text != null) {
                      states.told(channel.id(), state(text));
                    }
                  });
    }
  }

  private static ChannelState state(String text) {
    int space = text.indexOf(' ');
    return new ChannelState(
        text.substring(space + 1), Instant.ofEpochMilli(Long.parseLong(text.substring(0, space))));
  }

  static Future<Void> keep(Links links, String channelId, ChannelState state) {
    return links.put(OWNER, channelId, state.at().toEpochMilli() + " " + state.word(), LIFE);
  }
}
