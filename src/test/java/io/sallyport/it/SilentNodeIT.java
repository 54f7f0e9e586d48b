package io.sallyport.it;

/** A cluster's node goes as a machine does that loses its power: no connection is closed. */
@InWorld(redis = World.Redis.CLUSTER)
class SilentNodeIT extends ClusterIT {

  @Override
  void kill() {
    world.cluster().freezeReplicated();
  }
}
