package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.manager.Manager;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;

/** {@code /twin/chats}: what a manager sees and does. */
final class ChatControl implements Control {
  private final Chats chats;
  private final Manager manager;
  private final MessageControl messages;
  private final Chosen chosen;

  ChatControl(Chats chats, Manager manager, MessageControl messages, Chosen chosen) {
    this.chats = chats;
    this.manager = manager;
    this.messages = messages;
    this.chosen = chosen;
  }

  @Override
  public Future<Response> answer(Request request) {
    Account account = chosen.account(request);
    String who = request.segment(2);
    if (request.is("GET", 2)) {
      JsonArray all = new JsonArray();
      of(account).forEach(chat -> all.add(chat.summary()));
      return Control.done(Response.ok(all));
    }
    if (request.is("GET", 3)) {
      return of(account)
          .map(Chat::scopeId)
          .distinct()
          .flatMap(scope -> chats.named(scope, who).stream())
          .findFirst()
          .map(chat -> Control.done(Response.ok(chat.view())))
          .orElseGet(() -> Control.unknown(request));
    }
    return request.is("POST", 4) ? act(account, who, request) : Control.unknown(request);
  }

  /** Also those of an account that is connected no more. */
  private Stream<Chat> of(Account account) {
    return chats.all().stream().filter(chat -> chat.scopeId().endsWith("_" + account.amojoId()));
  }

  private Future<Response> act(Account account, String who, Request request) {
    JsonObject body = request.json();
    return switch (request.segment(3)) {
      case "messages" -> write(account, who, request);
      case "typing" -> manager.type(account, who).map(Response::ok);
      case "reactions" ->
          manager
              .react(account, who, body.getString("message"), body.getString("emoji"))
              .map(Response::ok);
      default -> Control.unknown(request);
    };
  }

  private Future<Response> write(Account account, String who, Request request) {
    Future<JsonObject> written = manager.write(account, who, request.json());
    return request.query().contains("wait")
        ? written.compose(told -> messages.told(told.getString("id"), request))
        : written.map(Response::ok);
  }
}
