package io.sallyport.doctor;

import jakarta.inject.Singleton;
import java.util.List;

/** Every check, in the order in which they are made: what others need comes first. */
@Singleton
public final class Checks {

  private final List<Check> all;

  Checks(
      ConfigurationCheck configuration,
      RedisCheck redis,
      MetaCheck meta,
      TokenCheck tokens,
      NumbersCheck numbers,
      SubscriptionCheck subscriptions,
      HandshakeCheck handshake,
      ReachCheck reach,
      BypassCheck bypass) {
    this.all =
        List.of(
            configuration, redis, meta, tokens, numbers, subscriptions, handshake, reach, bypass);
  }

  public List<Check> all() {
    return all;
  }
}
