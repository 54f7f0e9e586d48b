package io.sallyport.twin;

/**
 * How webhooks travel. Meta promises at least once and no order
 * (platform-facts.md#webhook-redelivery).
 *
 * @param duplicate every POST twice
 * @param shuffle updates of a short while in random order
 * @param batch up to so many updates in one POST
 * @param seed of the shuffle
 */
public record DeliveryHabits(boolean duplicate, boolean shuffle, int batch, long seed) {
  public static final DeliveryHabits PLAIN = new DeliveryHabits(false, false, 1, 0);

  public DeliveryHabits {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1");
    }
  }

  boolean gathers() {
    return shuffle || batch > 1;
  }
}
