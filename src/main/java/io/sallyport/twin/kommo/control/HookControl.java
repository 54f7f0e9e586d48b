package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Scopes;
import io.sallyport.twin.kommo.hooks.HookSender;
import io.sallyport.twin.kommo.hooks.HookWays;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** {@code /twin/hooks}: those sent, any bytes, and how they are sent. */
final class HookControl implements Control {
  private final Scopes scopes;
  private final HookSender hooks;
  private final Chosen chosen;

  HookControl(Scopes scopes, HookSender hooks, Chosen chosen) {
    this.scopes = scopes;
    this.hooks = hooks;
    this.chosen = chosen;
  }

  @Override
  public Future<Response> answer(Request request) {
    return switch (request.method()) {
      case "GET" -> Control.done(Response.ok(sent()));
      case "POST" ->
          hooks
              .postBytes(chosen.scope(request), request.body())
              .map(status -> Response.ok(JsonObject.of("hook", status)));
      case "PUT" -> {
        change(request.json());
        yield Control.done(Response.ok(view()));
      }
      default -> Control.unknown(request);
    };
  }

  private JsonArray sent() {
    JsonArray all = new JsonArray();
    hooks.sent().forEach(hook -> all.add(hook.view()));
    return all;
  }

  private void change(JsonObject body) {
    HookWays old = hooks.ways();
    String signature = body.getString("signature", old.signature().name());
    hooks.ways(
        new HookWays(
            body.getBoolean("newline", old.newline()),
            HookWays.Signature.valueOf(signature.toUpperCase(Locale.ROOT)),
            body.getInteger("copies", old.copies())));
    if (body.containsKey("url")) {
      scopes.hookUrl(body.getString("url"));
    }
  }

  private JsonObject view() {
    HookWays ways = hooks.ways();
    return JsonObject.of(
        "url", scopes.firstChannel().hookUrl(),
        "newline", ways.newline(),
        "signature", ways.signature().name().toLowerCase(Locale.ROOT),
        "copies", ways.copies());
  }
}
