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

  /** Hooks are v2; v1 is deprecated, and nothing here sends it. */
  Response connect(Channel channel, Buffer body) {
    Shape shape = Shape.of(body);
    Scope scope = new Scope(channel, account(shape));
    JsonObject answer =
        JsonObject.of(
            "account_id", scope.account().amojoId(),
            "scope_id", scope.id(),
            "title", shape.textOr("title", channel.title()),
            "hook_api_version", shape.oneOf("hook_api_version", Set.of("v2")),
            "is_time_window_disabled", shape.flag("is_time_window_disabled", false));
    shape.end();
    scopes.connect(scope);
    return Response.ok(answer);
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
