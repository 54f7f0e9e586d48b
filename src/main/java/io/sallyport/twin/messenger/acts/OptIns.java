package io.sallyport.twin.messenger.acts;

import io.sallyport.twin.control.Span;
import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.threads.Subscription;
import io.sallyport.twin.messenger.threads.Threads;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * Opt-ins. One by a plugin that sends to Messenger opens the window; one for notifications gives a
 * token.
 */
final class OptIns {
  private static final Duration A_YEAR = Duration.ofDays(365);

  private final Threads threads;
  private final MessengerWebhooks webhooks;

  OptIns(Threads threads, MessengerWebhooks webhooks) {
    this.threads = threads;
    this.webhooks = webhooks;
  }

  void addTo(Map<String, Acts.Act> all) {
    all.put("optins", this::optIn);
  }

  private Acts.Told optIn(Account account, String person, Instant at, JsonObject order) {
    String type = order.getString("type", "plugin");
    return switch (type) {
      case "plugin" -> byPlugin(account, person, at, order);
      case "notification_messages" -> forNotifications(account, person, at, order);
      case "one_time_notif_req" -> once(account, person, at, order);
      default ->
          throw new IllegalArgumentException(
              "type must be plugin, notification_messages or one_time_notif_req");
    };
  }

  /** {@code user_ref}: by a checkbox, when nobody knows yet who that is. */
  private Acts.Told byPlugin(Account account, String person, Instant at, JsonObject order) {
    JsonObject optin = JsonObject.of("ref", order.getString("ref", "newsletter"));
    if (order.getBoolean("user_ref", false)) {
      threads.referred(account, person);
      JsonObject event =
          JsonObject.of(
              "recipient", JsonObject.of("id", account.id()),
              "timestamp", at.toEpochMilli(),
              "optin", optin.put("user_ref", person));
      return new Acts.Told("", webhooks.bare(account, person, event));
    }
    threads.with(account, person).acted(at);
    return told("", account, person, at, optin);
  }

  /** {@code status}: STOP NOTIFICATIONS or RESUME NOTIFICATIONS of a token that there is. */
  private Acts.Told forNotifications(Account account, String person, Instant at, JsonObject order) {
    String token = order.getString("token", newToken());
    String status = order.getString("status");
    Instant asked =
        at.plus(Span.parse(order.getString("valid", A_YEAR.toDays() + "d")))
            .truncatedTo(ChronoUnit.SECONDS);
    Instant expires =
        status == null
            ? asked
            : threads.subscription(account, token).map(Subscription::expires).orElse(asked);
    threads.with(account, person);
    JsonObject optin =
        JsonObject.of(
            "type",
            "notification_messages",
            "payload",
            order.getString("payload", "news"),
            "notification_messages_token",
            token,
            "token_expiry_timestamp",
            order.getBoolean("seconds", false) ? expires.getEpochSecond() : expires.toEpochMilli(),
            "user_token_status",
            "NOT_REFRESHED",
            "title",
            order.getString("title", "Our news"));
    if (status == null) {
      threads.subscribe(account, token, person, false, expires);
    } else {
      optin.put("notification_messages_status", status);
      boolean stops = status.equals("STOP NOTIFICATIONS");
      threads.subscription(account, token).ifPresent(it -> it.stop(stops));
    }
    return told(token, account, person, at, optin);
  }

  private Acts.Told once(Account account, String person, Instant at, JsonObject order) {
    String token = order.getString("token", newToken());
    threads.with(account, person);
    threads.subscribe(account, token, person, true, at.plus(A_YEAR));
    JsonObject optin =
        JsonObject.of(
            "type", "one_time_notif_req", "payload", "back", "one_time_notif_token", token);
    return told(token, account, person, at, optin);
  }

  private Acts.Told told(String id, Account account, String person, Instant at, JsonObject optin) {
    return new Acts.Told(id, webhooks.ofPerson(account, person, at, JsonObject.of("optin", optin)));
  }

  private static String newToken() {
    return "nmt_" + UUID.randomUUID().toString().replace("-", "");
  }
}
