package io.sallyport.it;

/** Redis with a replica and three Sentinels, one of which dies with the master. */
@InWorld(redis = World.Redis.SENTINEL)
class SentinelIT extends FailOver {

  @Override
  void awaitReplication() {
    world.sentinels().awaitReplication();
  }

  @Override
  void kill() {
    world.sentinels().killMasterAndASentinel();
  }

  @Override
  boolean hasFailedOver() {
    return world.sentinels().hasFailedOver();
  }

  @Override
  String otherNumber() {
    return World.QUIET_NUMBER;
  }
}
