package io.sallyport.it.failure;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.World;

/** A cluster's node goes as a machine does that loses its power: no connection is closed. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = World.REDIS, value = World.CLUSTER_IN_PART))
class SilentNodeIT extends ClusterIT {

  @Override
  void kill() {
    world.cluster().freezeReplicated();
  }
}
