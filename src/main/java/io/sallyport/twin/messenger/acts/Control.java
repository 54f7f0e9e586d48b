package io.sallyport.twin.messenger.acts;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.threads.Threads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** Who may write in a thread: another app takes it over, or the person blocks the account. */
final class Control {
  private static final String OURS = "1234567890";

  private final Threads threads;
  private final MessengerWebhooks webhooks;

  Control(Threads threads, MessengerWebhooks webhooks) {
    this.threads = threads;
    this.webhooks = webhooks;
  }

  void addTo(Map<String, Acts.Act> all) {
    all.put("handovers", this::handOver);
    all.put("blocks", this::block);
  }

  /** {@code to}: an app's id; without it ours gets the thread back. */
  private Acts.Told handOver(Account account, String person, Instant at, JsonObject order) {
    String to = order.getString("to");
    threads.with(account, person).owner(to);
    JsonObject passed =
        JsonObject.of(
            "previous_owner_app_id", to == null ? null : OURS,
            "new_owner_app_id", to == null ? OURS : to,
            "metadata", "");
    return new Acts.Told(
        "", webhooks.ofPerson(account, person, at, JsonObject.of("pass_thread_control", passed)));
  }

  /** Meta tells nobody: 200 without a webhook. */
  private Acts.Told block(Account account, String person, Instant at, JsonObject order) {
    threads.with(account, person).blocked(order.getBoolean("blocked", true));
    return new Acts.Told("", Future.succeededFuture(200));
  }
}
