package io.sallyport.twin.messenger.acts;

import io.sallyport.twin.messenger.accounts.Account;
import io.sallyport.twin.messenger.accounts.Mids;
import io.sallyport.twin.messenger.hooks.MessengerWebhooks;
import io.sallyport.twin.messenger.threads.Conversation;
import io.sallyport.twin.messenger.threads.Threads;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** What is written, changed, taken back, read; and what the business writes elsewhere. */
final class Messages {
  private static final Set<String> MEDIA =
      Set.of(
          "image",
          "audio",
          "video",
          "file",
          "sticker",
          "share",
          "story_mention",
          "ig_reel",
          "reel",
          "ig_post",
          "post",
          "ephemeral",
          "fallback");

  private final Threads threads;
  private final MessengerWebhooks webhooks;

  Messages(Threads threads, MessengerWebhooks webhooks) {
    this.threads = threads;
    this.webhooks = webhooks;
  }

  void addTo(Map<String, Acts.Act> all) {
    all.put("messages", this::write);
    all.put("edits", this::edit);
    all.put("unsends", this::unsend);
    all.put("reads", this::read);
    all.put("deliveries", this::deliver);
    all.put("echoes", this::echo);
  }

  private Acts.Told write(Account account, String person, Instant at, JsonObject order) {
    String mid = order.getString("mid", Mids.next(account.network()));
    JsonObject message = JsonObject.of("mid", mid).mergeIn(content(order));
    Conversation conversation = threads.with(account, person);
    if (order.getBoolean("self", false)) {
      conversation.isTheAccount();
      message.put("is_self", true);
    } else {
      conversation.acted(at);
    }
    JsonObject event = JsonObject.of("message", message);
    return new Acts.Told(
        mid,
        order.getBoolean("standby", false)
            ? webhooks.onStandby(account, person, at, event)
            : webhooks.ofPerson(account, person, at, event));
  }

  private static JsonObject content(JsonObject order) {
    String type = order.getString("type", "text");
    String text = order.getString("text", "Hi");
    JsonObject written = JsonObject.of("text", text);
    return switch (type) {
      case "text" -> written;
      case "quick_reply" -> written.put("quick_reply", JsonObject.of("payload", "YES"));
      case "reply" -> written.put("reply_to", JsonObject.of("mid", order.getString("to", "m_1")));
      case "story_reply" ->
          written.put(
              "reply_to",
              JsonObject.of(
                  "story", JsonObject.of("url", "https://cdn.example.com/s", "id", "18001")));
      case "referral" -> written.put("referral", Taps.referral(order));
      case "unsupported" -> JsonObject.of("is_unsupported", true);
      default -> media(type);
    };
  }

  private static JsonObject media(String type) {
    if (!MEDIA.contains(type)) {
      throw new IllegalArgumentException("No message of type " + type);
    }
    JsonObject attachment = JsonObject.of("type", type);
    if (!type.equals("ephemeral") && !type.equals("fallback")) {
      attachment.put("payload", JsonObject.of("url", "https://cdn.example.com/" + type));
    }
    return JsonObject.of("attachments", JsonArray.of(attachment));
  }

  /** {@code bare}: without sender, recipient and text, as Instagram tells some. */
  private Acts.Told edit(Account account, String person, Instant at, JsonObject order) {
    String mid = order.getString("mid", Mids.next(account.network()));
    if (order.getBoolean("bare", false)) {
      JsonObject edit = JsonObject.of("mid", mid, "num_edit", 0);
      JsonObject event = JsonObject.of("timestamp", at.toEpochMilli(), "message_edit", edit);
      return new Acts.Told(mid, webhooks.bare(account, person, event));
    }
    JsonObject edit =
        JsonObject.of("mid", mid, "text", order.getString("text", "Hello"), "num_edit", "1");
    return new Acts.Told(
        mid, webhooks.ofPerson(account, person, at, JsonObject.of("message_edit", edit)));
  }

  private Acts.Told unsend(Account account, String person, Instant at, JsonObject order) {
    String mid = order.getString("mid", Mids.next(account.network()));
    JsonObject message = JsonObject.of("mid", mid, "is_deleted", true);
    return new Acts.Told(
        mid, webhooks.ofPerson(account, person, at, JsonObject.of("message", message)));
  }

  private Acts.Told read(Account account, String person, Instant at, JsonObject order) {
    JsonObject read =
        account.network().isInstagram()
            ? JsonObject.of("mid", order.getString("mid", Mids.next(account.network())))
            : JsonObject.of("watermark", at.toEpochMilli());
    return new Acts.Told("", webhooks.ofPerson(account, person, at, JsonObject.of("read", read)));
  }

  /** Has no timestamp of its own in Meta's sample. */
  private Acts.Told deliver(Account account, String person, Instant at, JsonObject order) {
    JsonArray mids = JsonArray.of(order.getString("mid", Mids.next(account.network())));
    JsonObject event =
        JsonObject.of(
            "sender", JsonObject.of("id", person),
            "recipient", JsonObject.of("id", account.id()),
            "delivery", JsonObject.of("mids", mids, "watermark", at.toEpochMilli()));
    return new Acts.Told("", webhooks.bare(account, person, event));
  }

  /** Somebody of the business writes in the Page's inbox or the Instagram app. */
  private Acts.Told echo(Account account, String person, Instant at, JsonObject order) {
    String mid = Mids.next(account.network());
    threads.with(account, person);
    JsonObject message =
        JsonObject.of("mid", mid, "text", order.getString("text", "Hello"), "is_echo", true);
    if (!account.network().isInstagram()) {
      message.put("app_id", 263902037430900L);
    }
    return new Acts.Told(mid, webhooks.ofBusiness(account, person, at, message));
  }
}
