package io.sallyport.twin.kommo.chats;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message of a chat, with what became of it. */
public final class ChatMessage {

  /** Who wrote it: the customer, the manager in Kommo, the channel's bot or a user elsewhere. */
  public enum Author {
    CLIENT,
    MANAGER,
    BOT,
    USER
  }

  private final String id = UUID.randomUUID().toString();
  private final Chat chat;
  private final Author author;
  private final Instant at;
  private final boolean silent;
  private final JsonObject sender;
  private final @Nullable JsonObject receiver;
  private final @Nullable JsonObject replyTo;
  private final List<Delivery> deliveries = new ArrayList<>();
  private final Map<String, String> reactions = new LinkedHashMap<>();
  private @Nullable String msgid;
  private JsonObject content;
  private boolean edited;
  private @Nullable Integer hook;
  private @Nullable JsonObject download;

  ChatMessage(Chat chat, Draft draft) {
    this.chat = chat;
    this.author = draft.author();
    this.msgid = draft.msgid();
    this.at = draft.at();
    this.silent = draft.silent();
    this.content = draft.content();
    this.replyTo = draft.replyTo();
    this.sender = draft.sender();
    this.receiver = draft.receiver();
  }

  public String id() {
    return id;
  }

  public Chat chat() {
    return chat;
  }

  public Author author() {
    return author;
  }

  public boolean isFromClient() {
    return author == Author.CLIENT;
  }

  public @Nullable JsonObject receiver() {
    return receiver;
  }

  public JsonObject sender() {
    return sender;
  }

  public Instant at() {
    return at;
  }

  public synchronized @Nullable String msgid() {
    return msgid;
  }

  synchronized void msgid(String to) {
    msgid = to;
  }

  public synchronized JsonObject content() {
    return content;
  }

  public synchronized void edit(JsonObject to) {
    content = to;
    edited = true;
  }

  /** A read message stays read when its delivery is told later. */
  public synchronized void tell(Delivery delivery) {
    deliveries.add(delivery);
  }

  public synchronized @Nullable Delivery delivery() {
    Delivery shown = null;
    for (Delivery next : deliveries) {
      boolean late = next.status() == Delivery.DELIVERED && shown != null && shown.status() == 2;
      shown = late ? shown : next;
    }
    return shown;
  }

  public synchronized void react(String who, @Nullable String emoji) {
    if (emoji == null) {
      reactions.remove(who);
    } else {
      reactions.put(who, emoji);
    }
  }

  /** What the channel answered to the message's hook; 0 for no answer in time. */
  public synchronized void hook(int status) {
    hook = status;
  }

  /** How the download of the medium ended. */
  public synchronized void download(JsonObject to) {
    download = to;
  }

  /** As a manager sees it, and a little more. */
  public synchronized JsonObject view() {
    JsonObject view =
        JsonObject.of("id", id, "from", author.name().toLowerCase(Locale.ROOT), "at", at.toString())
            .mergeIn(content);
    if (msgid != null) {
      view.put("msgid", msgid);
    }
    if (silent) {
      view.put("silent", true);
    }
    if (edited) {
      view.put("edited", true);
    }
    if (replyTo != null) {
      view.put("reply_to", replyTo);
    }
    if (!reactions.isEmpty()) {
      view.put("reactions", new JsonArray(new ArrayList<>(reactions.values())));
    }
    if (download != null) {
      view.put("download", download);
    }
    return isFromClient() ? view : withFate(view);
  }

  private JsonObject withFate(JsonObject view) {
    Delivery shown = delivery();
    if (hook != null) {
      view.put("hook", hook);
    }
    view.put("status", shown == null ? "sent" : shown.word());
    if (shown != null && shown.status() == Delivery.ERROR) {
      view.put("error_code", shown.errorCode()).put("error", shown.error());
    }
    List<String> all = deliveries.stream().map(Delivery::word).toList();
    return view.put("statuses", new JsonArray(all));
  }
}
