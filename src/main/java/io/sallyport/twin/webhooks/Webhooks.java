package io.sallyport.twin.webhooks;

import io.sallyport.twin.platform.TwinClock;
import io.sallyport.twin.platform.TwinNumber;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Tells the gateway about a change. Every future is the last HTTP status of the gateway, 0 if it
 * could not be reached.
 */
public final class Webhooks {
  private final WebhookSender sender;
  private final TwinClock clock;

  public Webhooks(WebhookSender sender, TwinClock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Sends a change about one customer.
   *
   * @param customer changes about the same one are told in their order
   */
  public Future<Integer> aboutCustomer(
      Object customer, TwinNumber number, String field, JsonObject value) {
    return sender.send(customer, Envelope.of(number.wabaId(), field, value));
  }

  /** Changes about one account are told in their order. */
  public Future<Integer> aboutAccount(String wabaId, String field, JsonObject value) {
    return sender.send(wabaId, Envelope.of(wabaId, clock.now(), field, value));
  }

  /** The status of several webhooks about one event: the first that is not 200, else 200. */
  public static Future<Integer> firstFailure(List<Future<Integer>> statuses) {
    return Future.join(statuses)
        .map(
            all ->
                statuses.stream()
                    .map(Future::result)
                    .filter(it -> it != 200)
                    .findFirst()
                    .orElse(200));
  }
}
