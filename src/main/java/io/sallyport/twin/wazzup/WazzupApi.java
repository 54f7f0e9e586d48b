package io.sallyport.twin.wazzup;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Locale;

/** Wazzup's API v3. */
final class WazzupApi {
  private static final int LONGEST_ADDRESS = 200;

  private final String apiKey;
  private final WazzupStates channels;
  private final WazzupMessages messages;
  private final WazzupHooks hooks;

  WazzupApi(String apiKey, WazzupStates channels, WazzupMessages messages, WazzupHooks hooks) {
    this.apiKey = apiKey;
    this.channels = channels;
    this.messages = messages;
    this.hooks = hooks;
  }

  /** Lenient on purpose: a message that gets past the gateway in any spelling is one. */
  static boolean isMessage(Request call) {
    String last = call.segments().isEmpty() ? "" : call.segments().get(call.segments().size() - 1);
    return call.method().equals("POST") && last.toLowerCase(Locale.ROOT).startsWith("message");
  }

  Future<Response> answer(Request call) {
    if (!("Bearer " + apiKey).equals(call.headers().get("Authorization"))) {
      return done(
          Response.json(401, JsonObject.of("error", "UNAUTHORIZED", "description", "Bad key")));
    }
    if (isMessage(call)) {
      return done(message(call));
    }
    return switch (call.method() + " " + call.path()) {
      case "GET /v3/channels" -> done(Response.ok(channels.view()));
      case "GET /v3/webhooks" ->
          done(
              Response.ok(
                  JsonObject.of(
                      "webhooksUri",
                      hooks.uri(),
                      "subscriptions",
                      JsonObject.of("messagesAndStatuses", "true", "channelsUpdates", "true"))));
      case "PATCH /v3/webhooks" -> setWebhooks(call);
      case "GET /v3/templates/whatsapp" -> done(Response.ok(new JsonArray()));
      default -> done(other(call));
    };
  }

  private static Future<Response> done(Response response) {
    return Future.succeededFuture(response);
  }

  private Response message(Request call) {
    try {
      WazzupMessage message = messages.take(call.json());
      return Response.json(
          201, JsonObject.of("messageId", message.id(), "chatId", message.chatId()));
    } catch (WazzupError refused) {
      return refused.response();
    } catch (IllegalArgumentException | ClassCastException unreadable) {
      return WazzupError.invalid("body").response();
    }
  }

  private Response other(Request call) {
    boolean isOfOne = call.path().startsWith("/v3/message/");
    boolean isKnown = isOfOne && messages.find(call.path().substring(12)).isPresent();
    return isKnown
        ? Response.ok(JsonObject.of())
        : Response.json(404, JsonObject.of("error", "NOT_FOUND", "description", "Not found"));
  }

  private Future<Response> setWebhooks(Request call) {
    String address = call.json().getString("webhooksUri");
    if (address == null) {
      return done(ok());
    }
    if (address.length() > LONGEST_ADDRESS || !isUri(address)) {
      return done(
          Response.json(
              400,
              JsonObject.of(
                  "error", "uriNotValid", "description", "Provided URI is not valid URI")));
    }
    return hooks
        .test(address)
        .map(
            status -> {
              if (status != 200) {
                return Response.json(
                    400,
                    JsonObject.of(
                        "error",
                        "testPostNotPassed",
                        "description",
                        "URI does not return 200 OK on test request",
                        "data",
                        JsonObject.of("code", status)));
              }
              hooks.uri(address);
              return ok();
            });
  }

  /** As it is printed in Wazzup's pages. */
  private static Response ok() {
    return new Response(200, "text/plain", Buffer.buffer("{ok}"));
  }

  private static boolean isUri(String text) {
    try {
      return URI.create(text).getHost() != null;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}
