package io.sallyport.it.failure;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Slow;
import io.sallyport.testkit.World;

/** Redis with a replica and three Sentinels, one of which dies with the master. */
@Slow
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = World.REDIS, value = World.SENTINEL))
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
