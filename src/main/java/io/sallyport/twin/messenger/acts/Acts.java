package io.sallyport.twin.messenger.acts;

import io.sallyport.twin.control.Span;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.threads.Threads;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * What people do, by the names of the control API: {@code io.sallyport.twin.control.ControlApi}
 * lists them. What Meta knows changes first, then the gateway is told.
 */
public final class Acts {

  /** One kind of act: changes what Meta knows, and answers with the webhook about it. */
  interface Act {
    Told of(Account account, String person, Instant at, JsonObject order);
  }

  /**
   * @param id of the message, comment or token; empty if the act has none
   */
  record Told(String id, Future<Integer> webhook) {}

  private final TwinClock clock;
  private final Map<String, Act> all = new TreeMap<>();

  public Acts(TwinClock clock, Threads threads, MessengerWebhooks webhooks) {
    this.clock = clock;
    new Messages(threads, webhooks).addTo(all);
    new Taps(threads, webhooks).addTo(all);
    new Comments(threads, webhooks).addTo(all);
    new OptIns(threads, webhooks).addTo(all);
    new Control(threads, webhooks).addTo(all);
  }

  /**
   * Somebody does something.
   *
   * @param act the last segment of the control API's path
   * @param order its body: {@code ago} and what is the act's own
   * @return id, timestamp (ms) and the gateway's last HTTP status
   * @throws IllegalArgumentException if there is no such act, or something is wrong with the order
   */
  public Future<JsonObject> act(Account account, String person, String act, JsonObject order) {
    Act known = all.get(act);
    if (known == null) {
      throw new IllegalArgumentException("No " + act + "; there are " + all.keySet());
    }
    Instant at = clock.now().minus(Span.parse(order.getString("ago", "0s")));
    Instant told = at.truncatedTo(ChronoUnit.MILLIS);
    Told done = known.of(account, person, told, order);
    return done.webhook()
        .map(
            status ->
                JsonObject.of(
                    "id", done.id(), "timestamp", told.toEpochMilli(), "webhook", status));
  }
}
