package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Account;
import io.sallyport.twin.kommo.chats.Channel;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.chats.Scopes;
import io.sallyport.twin.kommo.shape.Shape;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/** An account joins or leaves a channel (connector-facts A4). */
final class ConnectCalls {
  private final Scopes scopes;

  ConnectCalls(Scopes scopes) {
    this.scopes = scopes;
  }

  Response connect(Channel channel, Buffer body) {
    Shape shape = Shape.of(body);
    Account account = account(shape);
    Scope scope =
        new Scope(
            channel,
            account,
            shape.textOr("title", channel.title()),
            shape.oneOf("hook_api_version", Set.of("v1", "v2")),
            shape.flag("is_time_window_disabled", false));
    shape.end();
    scopes.connect(scope);
    return Response.ok(
        JsonObject.of(
            "account_id", account.amojoId(),
            "scope_id", scope.id(),
            "title", scope.title(),
            "hook_api_version", scope.hookVersion(),
            "is_time_window_disabled", scope.isTimeWindowDisabled()));
  }

  Response disconnect(Channel channel, Buffer body) {
    Shape shape = Shape.of(body);
    Account account = account(shape);
    shape.end();
    scopes.disconnect(channel, account);
    return Response.ok(new JsonObject());
  }

  private Account account(Shape shape) {
    String id = shape.text("account_id");
    return scopes.account(id).orElseThrow(() -> shape.bad("account_id", "is no account of Kommo"));
  }
}
