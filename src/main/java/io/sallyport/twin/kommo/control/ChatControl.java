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

/** {@code /twin/chats}: what a manager sees and does. */
final class ChatControl implements Control {
  private final Chats chats;
  private final Manager manager;
  private final Chosen chosen;

  ChatControl(Chats chats, Manager manager, Chosen chosen) {
    this.chats = chats;
    this.manager = manager;
    this.chosen = chosen;
  }

  @Override
  public Future<Response> answer(Request request) {
    Account account = chosen.account(request);
    if (request.is("GET", 2)) {
      JsonArray all = new JsonArray();
      of(account).forEach(chat -> all.add(chat.summary()));
      return Control.done(Response.ok(all));
    }
    String who = request.segment(2);
    if (request.is("GET", 3)) {
      return of(account).stream()
          .findFirst()
          .flatMap(any -> chats.named(any.scopeId(), who))
          .map(chat -> Control.done(Response.ok(chat.view())))
          .orElseGet(() -> Control.unknown(request));
    }
    return request.is("POST", 4)
        ? act(account, who, request).map(Response::ok)
        : Control.unknown(request);
  }

  private java.util.List<Chat> of(Account account) {
    return chats.all(null).stream()
        .filter(chat -> chat.scopeId().endsWith("_" + account.amojoId()))
        .toList();
  }

  private Future<JsonObject> act(Account account, String who, Request request) {
    JsonObject body = request.json();
    return switch (request.segment(3)) {
      case "messages" -> manager.write(account, who, body);
      case "typing" -> manager.type(account, who);
      case "reactions" ->
          manager.react(account, who, body.getString("message"), body.getString("emoji"));
      default -> throw new IllegalArgumentException("No " + request.path());
    };
  }
}
