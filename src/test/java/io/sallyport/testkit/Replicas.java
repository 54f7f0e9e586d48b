package io.sallyport.testkit;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Two gateways on one Redis, of which any may be dead at any moment. */
public final class Replicas {

  private static final int MANY = 2;

  private final RelayWorld world;
  private final Map<String, String> differing;
  private final AtomicReferenceArray<Gateway> gateways = new AtomicReferenceArray<>(MANY);

  public Replicas(RelayWorld world, Map<String, String> differing) {
    this.world = world;
    this.differing = differing;
    for (int i = 0; i < MANY; i++) {
      gateways.set(i, world.start(differing));
    }
  }

  /** One of them, be it dead. */
  public Gateway any(Random random) {
    return gateways.get(random.nextInt(MANY));
  }

  /**
   * Kills one (-9), now and then both, and starts them again.
   *
   * @return how many
   */
  public int kill(Random random) {
    int first = random.nextInt(MANY);
    int many = random.nextInt(3) == 0 ? MANY : 1;
    for (int i = 0; i < many; i++) {
      world.kill(gateways.get((first + i) % MANY));
    }
    for (int i = 0; i < many; i++) {
      gateways.set((first + i) % MANY, world.start(differing));
    }
    return many;
  }
}
