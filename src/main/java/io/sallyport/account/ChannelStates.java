package io.sallyport.account;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a provider says of its channels, in its own words. */
@Singleton
public final class ChannelStates {

  /** Of a channel of which nothing was told yet. */
  public static final ChannelState UNKNOWN = new ChannelState("unknown", Instant.EPOCH);

  /** The word of a channel that can send. */
  private static final String ACTIVE = "active";

  /**
   * A channel's state.
   *
   * @param word as the provider spells it
   * @param at since when
   */
  public record ChannelState(String word, Instant at) {

    /** In one spelling: the provider's own differ in case. */
    public String plain() {
      return word.toLowerCase(Locale.ROOT);
    }

    public boolean isActive() {
      return plain().equals(ACTIVE);
    }
  }

  private final Map<String, ChannelState> byChannel = new ConcurrentHashMap<>();

  /** The newest word of a channel. */
  public ChannelState of(String channelId) {
    return byChannel.getOrDefault(channelId, UNKNOWN);
  }

  /**
   * Takes a word, unless a newer one is known.
   *
   * @return whether it is the newest
   */
  public boolean told(String channelId, ChannelState state) {
    return byChannel
        .merge(channelId, state, (known, told) -> told.at().isBefore(known.at()) ? known : told)
        .equals(state);
  }
}
