package io.sallyport.it.failure;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Slow;
import io.sallyport.testkit.World;
import java.util.stream.Stream;

/** Redis Cluster: three masters, and a replica of the one that dies. */
@Slow
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = World.REDIS, value = World.CLUSTER))
class ClusterIT extends FailOver {

  @Override
  void awaitReplication() {
    world.cluster().awaitReplication();
  }

  @Override
  void kill() {
    world.cluster().killReplicated();
  }

  @Override
  boolean hasFailedOver() {
    return world.cluster().hasFailedOver();
  }

  @Override
  String otherNumber() {
    int taken = world.cluster().nodeOf(World.NUMBER);
    return Stream.of(World.QUIET_NUMBER, World.NEW_NUMBER, World.TOKENLESS_NUMBER)
        .filter(number -> world.cluster().nodeOf(number) != taken)
        .findFirst()
        .orElseThrow();
  }
}
