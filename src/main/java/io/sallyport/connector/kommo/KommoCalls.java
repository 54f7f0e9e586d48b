package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.config.KommoConfig.DeliveryBody;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.kommo.Chats.Begun;
import io.sallyport.connector.kommo.ToKommo.Echo;
import io.sallyport.connector.kommo.ToKommo.Inbound;
import io.sallyport.connector.kommo.ToKommo.Moved;
import io.sallyport.connector.kommo.ToKommo.OldFile;
import io.sallyport.connector.kommo.ToKommo.Status;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the calls of Kommo's Chats API that tell one thing. */
@Singleton
final class KommoCalls {

  /** Stands for 404 to a call about an earlier message, which Kommo may not know yet. */
  static final int MESSAGE_MISSING = -404;

  private static final int OK = 200;
  private static final int BAD_DATA = 400;
  private static final int NOT_FOUND = 404;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final AmojoClient amojo;
  private final Chats chats;
  private final Contents contents;
  private final DeliveryBody deliveryBody;

  KommoCalls(AmojoClient amojo, Chats chats, Contents contents, SallyportConfig config) {
    this.amojo = amojo;
    this.chats = chats;
    this.contents = contents;
    this.deliveryBody = config.kommo().deliveryBody();
  }

  /**
   * Tells Kommo one thing.
   *
   * @param source what Kommo calls the business number
   * @return Kommo's status, or {@link #MESSAGE_MISSING}; fails without an answer
   */
  Future<Integer> tell(KommoAccount account, ToKommo item, String source) {
    if (item instanceof Status status) {
      return status(account, status);
    } else if (item instanceof Moved moved) {
      return moved.before().equals(moved.now())
          ? Future.succeededFuture(OK)
          : chats.moved(account, moved.before(), moved.now()).map(OK);
    } else if (item instanceof OldFile file) {
      return oldFile(account, file, source);
    } else if (item instanceof Echo echo) {
      return account.botId() == null
          ? Future.succeededFuture(OK)
          : chats.of(account, echo.contact()).compose(chat -> echo(account, echo, chat, source));
    }
    Inbound inbound = (Inbound) item;
    return chats
        .of(account, inbound.contact())
        .compose(chat -> inbound(account, inbound, chat, source));
  }

  /** Of a message that went out as two the worse end is told. */
  private Future<Integer> status(KommoAccount account, Status status) {
    return status.about().part() == 0
        ? told(account, status)
        : chats
            .together(account, status.about(), status.status())
            .compose(
                far ->
                    far == 0
                        ? Future.succeededFuture(OK)
                        : told(account, new Status(status.about(), far, status.failed())));
  }

  private Future<Integer> told(KommoAccount account, Status status) {
    String path = account.scope() + "/" + status.about().message() + "/delivery_status";
    return aboutMessage(account, path, body(status, deliveryBody));
  }

  /** Which of two names the member has, Kommo's pages disagree about. */
  static ObjectNode body(Status status, DeliveryBody form) {
    ObjectNode body = JSON.objectNode().put("msgid", status.about().message());
    if (form != DeliveryBody.STATUS_CODE) {
      body.put("delivery_status", status.status());
    }
    if (form != DeliveryBody.DELIVERY_STATUS) {
      body.put("status_code", status.status());
    }
    if (status.failed() != null) {
      body.put("error_code", status.failed().code()).put("error", status.failed().sentence());
    }
    return body;
  }

  private Future<Integer> inbound(
      KommoAccount account, Inbound inbound, String chat, String source) {
    JsonNode message = inbound.message();
    return switch (message.path("type").asText("")) {
      case "reaction" -> react(account, chat, message.path("reaction"));
      case "edit", "revoke" -> edited(account, chat, inbound);
      default ->
          chats
              .begunBy(account, inbound.contact())
              .compose(begun -> written(account, inbound, chat, source, begun));
    };
  }

  /** The first message of ours in a chat that Kommo has begun links the two. */
  private Future<Integer> written(
      KommoAccount account, Inbound inbound, String chat, String source, @Nullable Begun begun) {
    JsonNode message = inbound.message();
    return quoted(account, message)
        .compose(
            quote -> {
              ObjectNode payload = begin(message, chat, source);
              ObjectNode sender = person(chat, inbound.name(), inbound.contact());
              if (begun != null) {
                payload.put("conversation_ref_id", begun.chat());
                sender.put("ref_id", begun.person());
              }
              payload.set("sender", sender);
              payload.put("silent", inbound.isOld());
              if (quote != null) {
                payload.putObject("reply_to").set("message", quote);
              }
              return contents
                  .fromContact(account, chat, inbound, message)
                  .compose(all -> messages(account, payload, all, 0));
            })
        .compose(
            status -> {
              if (begun != null && (status < 300 || status == BAD_DATA)) {
                // Kommo may have forgotten its chat: then the message begins ours.
                return chats
                    .named(account, inbound.contact())
                    .compose(
                        named ->
                            status == BAD_DATA
                                ? written(account, inbound, chat, source, null)
                                : Future.succeededFuture(status));
              }
              return Future.succeededFuture(status);
            })
        .compose(
            status ->
                status < 300 && !inbound.isOld()
                    ? chats.heard(account, chat, message.path("id").asText("")).map(status)
                    : Future.succeededFuture(status));
  }

  private Future<Integer> echo(KommoAccount account, Echo echo, String chat, String source) {
    if (echo.message().path("type").asText("").equals("reaction")) {
      // Kommo has no reactions of the bot's.
      return Future.succeededFuture(OK);
    }
    ObjectNode payload = begin(echo.message(), chat, source);
    ObjectNode sender = payload.putObject("sender").put("id", "business").put("name", "WhatsApp");
    sender.put("ref_id", account.botId());
    payload.set("receiver", person(chat, echo.name(), echo.contact()));
    payload.put("silent", true);
    return contents
        .ofBusiness(account, echo.message())
        .compose(all -> messages(account, payload, all, 0));
  }

  private static ObjectNode begin(JsonNode message, String chat, String source) {
    ObjectNode payload = timed(message, message.path("id").asText(""), chat);
    if (!source.isEmpty()) {
      payload.putObject("source").put("external_id", source);
    }
    return payload;
  }

  private static ObjectNode timed(JsonNode message, String msgid, String chat) {
    long seconds = message.path("timestamp").asLong();
    return JSON.objectNode()
        .put("timestamp", seconds)
        .put("msec_timestamp", seconds * 1000)
        .put("msgid", msgid)
        .put("conversation_id", chat);
  }

  private static ObjectNode person(String chat, String name, Names contact) {
    ObjectNode person = JSON.objectNode().put("id", chat).put("name", name);
    Contact first = contact.first();
    if (first.isPhone()) {
      person.putObject("profile").put("phone", "+" + first.id());
    }
    return person;
  }

  /** Several cards are several messages. */
  private Future<Integer> messages(
      KommoAccount account, ObjectNode payload, List<ObjectNode> all, int index) {
    ObjectNode one = payload.deepCopy();
    one.set("message", all.get(index));
    if (index > 0) {
      one.put("msgid", payload.path("msgid").asText() + "#" + (index + 1));
    }
    return event(account, "new_message", one)
        .compose(
            status ->
                status >= 300 || index + 1 == all.size()
                    ? Future.succeededFuture(status)
                    : messages(account, payload, all, index + 1));
  }

  /** The message that is answered; Kommo knows its own by its own ids. */
  private Future<@Nullable ObjectNode> quoted(KommoAccount account, JsonNode message) {
    String wamid = message.path("context").path("id").asText("");
    return wamid.isEmpty() ? Future.succeededFuture() : named(account, wamid).map(it -> it);
  }

  private Future<ObjectNode> named(KommoAccount account, String wamid) {
    return chats
        .kommoId(account, wamid)
        .map(
            own ->
                own == null
                    ? JSON.objectNode().put("msgid", wamid)
                    : JSON.objectNode().put("id", own));
  }

  private Future<Integer> react(KommoAccount account, String chat, JsonNode reaction) {
    String emoji = reaction.path("emoji").asText("");
    return named(account, reaction.path("message_id").asText(""))
        .compose(
            body -> {
              body.put("conversation_id", chat);
              body.putObject("user").put("id", chat);
              body.put("type", emoji.isEmpty() ? "unreact" : "react");
              if (!emoji.isEmpty()) {
                body.put("emoji", emoji);
              }
              return aboutMessage(account, account.scope() + "/react", body);
            });
  }

  private Future<Integer> edited(KommoAccount account, String chat, Inbound inbound) {
    JsonNode message = inbound.message();
    String type = message.path("type").asText("");
    JsonNode change = message.path(type);
    String original = change.path("original_message_id").asText("");
    return (type.equals("revoke")
            ? Future.succeededFuture(List.of(InboundMessage.text(InboundMessage.TAKEN_BACK)))
            : contents.fromContact(account, chat, inbound, change.path("message")))
        .compose(all -> edit(account, timed(message, original, chat), all));
  }

  private Future<Integer> edit(KommoAccount account, ObjectNode payload, List<ObjectNode> all) {
    payload.set("message", all.get(0));
    return event(account, "edit_message", payload)
        .map(status -> status == NOT_FOUND ? MESSAGE_MISSING : status);
  }

  /** Put into the old message, or told as one if that was not told. */
  private Future<Integer> oldFile(KommoAccount account, OldFile file, String source) {
    boolean isEcho = file.message() instanceof Echo;
    Names contact =
        isEcho ? ((Echo) file.message()).contact() : ((Inbound) file.message()).contact();
    JsonNode message =
        isEcho ? ((Echo) file.message()).message() : ((Inbound) file.message()).message();
    return chats
        .of(account, contact)
        .compose(
            chat ->
                contents
                    .ofBusiness(account, message)
                    .compose(
                        all ->
                            edit(account, timed(message, message.path("id").asText(), chat), all)))
        .compose(
            status ->
                status == MESSAGE_MISSING || status == BAD_DATA
                    ? tell(account, file.message(), source)
                    : Future.succeededFuture(status));
  }

  private Future<Integer> event(KommoAccount account, String type, ObjectNode payload) {
    ObjectNode body = JSON.objectNode().put("event_type", type);
    body.set("payload", payload);
    return amojo.call(account, HttpMethod.POST, account.scope(), body);
  }

  private Future<Integer> aboutMessage(KommoAccount account, String path, ObjectNode body) {
    return amojo
        .call(account, HttpMethod.POST, path, body)
        .map(status -> status == NOT_FOUND ? MESSAGE_MISSING : status);
  }
}
