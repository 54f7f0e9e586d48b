package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.connector.kommo.Chats.Begun;
import io.sallyport.connector.kommo.ToKommo.Echo;
import io.sallyport.connector.kommo.ToKommo.Inbound;
import io.sallyport.connector.kommo.ToKommo.Moved;
import io.sallyport.connector.kommo.ToKommo.OldFile;
import io.sallyport.connector.kommo.ToKommo.Status;
import io.sallyport.connector.kommo.ToKommo.StatusOf;
import io.sallyport.connector.kommo.ToKommo.Written;
import io.sallyport.contact.Names;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the calls of Kommo's Chats API that tell one thing. */
@Singleton
final class KommoCalls {

  private static final int OK = 200;
  private static final int BAD_DATA = 400;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final AmojoClient amojo;
  private final Chats chats;
  private final Contents contents;
  private final StatusCalls statuses;

  KommoCalls(AmojoClient amojo, Chats chats, Contents contents, StatusCalls statuses) {
    this.amojo = amojo;
    this.chats = chats;
    this.contents = contents;
    this.statuses = statuses;
  }

  /**
   * Tells Kommo one thing.
   *
   * @param source what Kommo calls the business number
   * @return Kommo's status, or {@link AmojoClient#MESSAGE_MISSING}; fails without an answer
   */
  Future<Integer> tell(KommoAccount account, ToKommo item, String source) {
    if (item instanceof Status status) {
      return statuses.tell(account, status);
    } else if (item instanceof StatusOf status) {
      return statuses.tell(account, status);
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

  private Future<Integer> inbound(
      KommoAccount account, Inbound inbound, String chat, String source) {
    JsonNode message = inbound.message();
    return switch (message.path("type").asText("")) {
      case "reaction" -> react(account, chat, message.path("reaction"));
      case "edit", "revoke" ->
          edited(
              account,
              chat,
              message,
              InboundMessage.TAKEN_BACK,
              change -> contents.fromContact(account, chat, inbound, change));
      default -> written(account, inbound, chat, source);
    };
  }

  private Future<Integer> written(
      KommoAccount account, Inbound inbound, String chat, String source) {
    JsonNode message = inbound.message();
    return quoted(account, message)
        .compose(
            quote ->
                contents
                    .fromContact(account, chat, inbound, message)
                    .compose(all -> told(account, inbound, chat, source, quote, all)))
        .compose(
            status ->
                status < 300 && !inbound.isOld()
                    ? chats.heard(account, chat, message.path("id").asText("")).map(status)
                    : Future.succeededFuture(status));
  }

  private Future<Integer> told(
      KommoAccount account,
      Written item,
      String chat,
      String source,
      @Nullable ObjectNode quote,
      List<ObjectNode> all) {
    boolean lacksFile = item.message().path("type").asText("").equals("media_placeholder");
    return linked(
            account,
            item.contact(),
            begun ->
                messages(account, Payloads.of(account, item, chat, source, begun, quote), all, 0))
        .compose(
            status ->
                lacksFile && status < 300
                    ? chats.lacksFile(account, item.message().path("id").asText("")).map(status)
                    : Future.succeededFuture(status));
  }

  /** The first message of ours in a chat that Kommo has begun links the two, whoever wrote it. */
  private Future<Integer> linked(
      KommoAccount account, Names contact, Function<@Nullable Begun, Future<Integer>> message) {
    return chats
        .begunBy(account, contact)
        .compose(
            begun ->
                message
                    .apply(begun)
                    .compose(
                        status -> {
                          if (begun == null || (status >= 300 && status != BAD_DATA)) {
                            return Future.succeededFuture(status);
                          }
                          // Kommo may have forgotten its chat: then the message begins ours.
                          return chats
                              .named(account, contact)
                              .compose(
                                  named ->
                                      status == BAD_DATA
                                          ? message.apply(null)
                                          : Future.succeededFuture(status));
                        }));
  }

  private Future<Integer> echo(KommoAccount account, Echo echo, String chat, String source) {
    JsonNode message = echo.message();
    return switch (message.path("type").asText("")) {
      // Kommo has no reactions of the bot's.
      case "reaction" -> Future.succeededFuture(OK);
      case "edit", "revoke" ->
          edited(
              account,
              chat,
              message,
              InboundMessage.TAKEN_BACK_HERE,
              change -> contents.ofBusiness(account, change));
      default ->
          contents
              .ofBusiness(account, message)
              .compose(all -> told(account, echo, chat, source, null, all));
    };
  }

  /** Several cards are several messages. */
  private Future<Integer> messages(
      KommoAccount account, ObjectNode payload, List<ObjectNode> all, int index) {
    ObjectNode one = payload.deepCopy();
    one.set("message", all.get(index));
    if (index > 0) {
      one.put("msgid", payload.path("msgid").asText() + "#" + (index + 1));
    }
    return amojo
        .call(account, HttpMethod.POST, account.scope(), event("new_message", one))
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
        .about(account, wamid)
        .map(
            own ->
                own == null
                    ? JSON.objectNode().put("msgid", wamid)
                    : JSON.objectNode().put("id", own.message()));
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
              return amojo.aboutMessage(account, account.scope() + "/react", body);
            });
  }

  private Future<Integer> edited(
      KommoAccount account,
      String chat,
      JsonNode message,
      String takenBack,
      Function<JsonNode, Future<List<ObjectNode>>> written) {
    String type = message.path("type").asText("");
    JsonNode change = message.path(type);
    String original = change.path("original_message_id").asText("");
    return (type.equals("revoke")
            ? Future.succeededFuture(List.of(InboundMessage.text(takenBack)))
            : written.apply(change.path("message")))
        .compose(all -> edit(account, Payloads.timed(message, original, chat), all));
  }

  private Future<Integer> edit(KommoAccount account, ObjectNode payload, List<ObjectNode> all) {
    payload.set("message", all.get(0));
    return amojo.aboutMessage(account, account.scope(), event("edit_message", payload));
  }

  /** Put into the old message, or told as one if that was not told: Kommo need not say so. */
  private Future<Integer> oldFile(KommoAccount account, OldFile file, String source) {
    return chats
        .isLackingFile(account, file.message().message().path("id").asText(""))
        .compose(
            wasTold ->
                wasTold ? filled(account, file, source) : tell(account, file.message(), source));
  }

  private Future<Integer> filled(KommoAccount account, OldFile file, String source) {
    JsonNode message = file.message().message();
    return chats
        .of(account, file.message().contact())
        .compose(
            chat ->
                contents
                    .ofBusiness(account, message)
                    .compose(
                        all ->
                            edit(
                                account,
                                Payloads.timed(message, message.path("id").asText(), chat),
                                all)))
        .compose(
            status ->
                status == AmojoClient.MESSAGE_MISSING || status == BAD_DATA
                    ? tell(account, file.message(), source)
                    : Future.succeededFuture(status));
  }

  private static ObjectNode event(String type, ObjectNode payload) {
    ObjectNode body = JSON.objectNode().put("event_type", type);
    body.set("payload", payload);
    return body;
  }
}
