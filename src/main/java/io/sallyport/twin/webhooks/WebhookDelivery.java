package io.sallyport.twin.webhooks;

/**
 * How webhooks are delivered. Meta promises at least once and no order
 * (platform-facts.md#webhook-redelivery).
 *
 * @param duplicate every POST twice
 * @param shuffle updates of a short while in random order
 * @param batch how many updates one POST holds at most
 * @param seed of the shuffle
 */
public record WebhookDelivery(boolean duplicate, boolean shuffle, int batch, long seed) {
  public static final WebhookDelivery PLAIN = new WebhookDelivery(false, false, 1, 0);

  public WebhookDelivery {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1");
    }
  }

  boolean isCollecting() {
    return shuffle || batch > 1;
  }
}
