package io.sallyport.twin.messenger.acts;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.accounts.Mids;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.threads.Threads;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** What is done without writing: reactions, buttons, links. */
final class Taps {
  private final Threads threads;
  private final MessengerWebhooks webhooks;

  Taps(Threads threads, MessengerWebhooks webhooks) {
    this.threads = threads;
    this.webhooks = webhooks;
  }

  void addTo(Map<String, Acts.Act> all) {
    all.put("reactions", this::react);
    all.put("postbacks", this::tap);
    all.put("referrals", this::follow);
  }

  /** A reaction opens the window; to take it back does not. */
  private Acts.Told react(Account account, String person, Instant at, JsonObject order) {
    String action = order.getString("action", "react");
    JsonObject reaction =
        JsonObject.of(
            "mid", order.getString("mid", Mids.next(account.network())), "action", action);
    if (action.equals("react")) {
      threads.with(account, person).acted(at);
      reaction.put("reaction", "love").put("emoji", order.getString("emoji", "\u2764"));
    }
    return told(account, person, at, order, JsonObject.of("reaction", reaction));
  }

  /** {@code user_ref}: a visitor of a web page who is known by nothing else. */
  private Acts.Told tap(Account account, String person, Instant at, JsonObject order) {
    boolean standby = order.getBoolean("standby", false);
    JsonObject postback =
        JsonObject.of(
            "mid", Mids.next(account.network()), "title", order.getString("title", "Get Started"));
    if (!standby) {
      postback.put("payload", order.getString("payload", "GET_STARTED"));
    }
    if (order.getBoolean("referral", false)) {
      postback.put("referral", referral(order));
    }
    if (order.getBoolean("user_ref", false)) {
      threads.referred(account, person);
      JsonObject event =
          JsonObject.of(
              "sender", JsonObject.of("user_ref", person),
              "recipient", JsonObject.of("id", account.id()),
              "timestamp", at.toEpochMilli(),
              "postback", postback);
      return new Acts.Told("", webhooks.bare(account, person, event));
    }
    threads.with(account, person).acted(at);
    return told(account, person, at, order, JsonObject.of("postback", postback));
  }

  /** A link into a conversation that there is. */
  private Acts.Told follow(Account account, String person, Instant at, JsonObject order) {
    threads.with(account, person).acted(at);
    return told(account, person, at, order, JsonObject.of("referral", referral(order)));
  }

  private Acts.Told told(
      Account account, String person, Instant at, JsonObject order, JsonObject event) {
    return new Acts.Told(
        "",
        order.getBoolean("standby", false)
            ? webhooks.onStandby(account, person, at, event)
            : webhooks.ofPerson(account, person, at, event));
  }

  static JsonObject referral(JsonObject order) {
    return JsonObject.of(
        "ref", order.getString("ref", "spring"),
        "source", order.getString("source", "SHORTLINK"),
        "type", "OPEN_THREAD");
  }
}
