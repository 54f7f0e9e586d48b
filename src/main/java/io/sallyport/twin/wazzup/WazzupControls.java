package io.sallyport.twin.wazzup;

import io.sallyport.twin.control.ClockControl;
import io.sallyport.twin.control.Control;
import io.sallyport.twin.control.ControlApi;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The calls under {@code /twin}; {@code webhook} in an answer is what the gateway answered, 0 for
 * nothing.
 *
 * <pre>
 * DELETE /twin                                       everything back to the start
 * GET, POST /twin/clock                              advance
 * POST   /twin/chats/{channelId}/{chatId}/inbound    the customer writes: text; type, at, messageId,
 *                                                    isEdited
 * POST   /twin/chats/{channelId}/{chatId}/phone      the business writes on its phone: text
 * POST   /twin/channels/{channelId}                  state: the channel becomes blocked, qr, active
 * GET    /twin/messages                              what the API took, and what became of it
 * POST   /twin/messages/{messageId}                  status, error: tells a status
 * GET, POST /twin/hooks                              webhooks sent; echoes, copies: how
 * POST, DELETE /twin/faults                          fault (reset, taken_and_reset, rate_limited,
 *                                                    server_error, repeated), times
 * </pre>
 */
public final class WazzupControls {
  private final WazzupStates channels;
  private final WazzupChats chats;
  private final WazzupMessages messages;
  private final WazzupHooks hooks;
  private final WazzupFaults faults;
  private final TwinClock clock;

  WazzupControls(
      TwinClock clock,
      WazzupStates channels,
      WazzupChats chats,
      WazzupMessages messages,
      WazzupHooks hooks,
      WazzupFaults faults) {
    this.clock = clock;
    this.channels = channels;
    this.chats = chats;
    this.messages = messages;
    this.hooks = hooks;
    this.faults = faults;
  }

  ControlApi api(Runnable reset) {
    return new ControlApi(
        Map.of(
            "clock", new ClockControl(clock),
            "chats", this::chat,
            "channels", this::channel,
            "messages", this::message,
            "hooks", this::hook,
            "faults", this::fault),
        reset);
  }

  private Future<Response> chat(Request request) {
    String channelId = request.segment(2);
    String chatId = request.segment(3);
    String transport = channels.transport(channelId);
    if (!request.method().equals("POST") || transport == null) {
      return Control.unknown(request);
    }
    return switch (request.segment(4)) {
      case "inbound" -> Control.told(inbound(channelId, transport, chatId, request.json()));
      case "phone" -> Control.told(phone(channelId, transport, chatId, request.json()));
      default -> Control.unknown(request);
    };
  }

  static String chatType(String transport) {
    return switch (transport) {
      case "wapi" -> "whatsapp";
      case "tgapi" -> "telegram";
      case "maxbot" -> "max";
      default -> transport;
    };
  }

  Future<Integer> inbound(String channelId, String transport, String chatId, JsonObject order) {
    Instant at = order.getString("at") == null ? clock.now() : Instant.parse(order.getString("at"));
    chats.wrote(channelId, chatId, at);
    String id = order.getString("messageId", UUID.randomUUID().toString());
    JsonObject item =
        hooks
            .item(id, channelId, chatType(transport), chatId)
            .put("dateTime", at.toString())
            .put("type", order.getString("type", "text"))
            .put("text", order.getString("text"))
            .put("isEcho", false)
            .put("status", "inbound");
    if (order.getBoolean("isEdited", false)) {
      item.put("isEdited", true);
    }
    return hooks.tell(WazzupHooks.messages(item));
  }

  Future<Integer> phone(String channelId, String transport, String chatId, JsonObject order) {
    String id = order.getString("messageId", UUID.randomUUID().toString());
    return hooks.tell(
        WazzupHooks.messages(
            hooks
                .item(id, channelId, chatType(transport), chatId)
                .put("type", "text")
                .put("text", order.getString("text", ""))
                .put("isEcho", true)
                .put("authorName", "Example Agent")
                .put("status", "sent")
                .put("sentFromApp", false)));
  }

  private Future<Response> channel(Request request) {
    String channelId = request.segment(2);
    if (!request.method().equals("POST") || channels.transport(channelId) == null) {
      return Control.unknown(request);
    }
    String state = request.json().getString("state", "active");
    return Control.told(become(channelId, state));
  }

  Future<Integer> become(String channelId, String state) {
    channels.become(channelId, state);
    JsonObject item =
        JsonObject.of(
            "channelId", channelId, "state", state, "timestamp", clock.now().toEpochMilli());
    return hooks.tell(JsonObject.of("channelsUpdates", JsonArray.of(item)));
  }

  private Future<Response> message(Request request) {
    if (request.method().equals("GET")) {
      JsonArray all = new JsonArray();
      messages.all().forEach(one -> all.add(one.view()));
      return Control.done(Response.ok(all));
    }
    WazzupMessage message =
        messages
            .find(request.segment(2))
            .orElseThrow(() -> new IllegalArgumentException("No such message"));
    JsonObject body = request.json();
    messages.become(message, body.getString("status", "read"), body.getString("error"));
    return Control.done(Response.ok(message.view()));
  }

  private Future<Response> hook(Request request) {
    if (request.method().equals("POST")) {
      JsonObject body = request.json();
      hooks.ways(body.getBoolean("echoes", false), body.getInteger("copies", 1));
    }
    JsonArray all = new JsonArray();
    hooks.sent().forEach(one -> all.add(JsonObject.of("body", one.body(), "answer", one.status())));
    return Control.done(Response.ok(all));
  }

  private Future<Response> fault(Request request) {
    if (request.method().equals("DELETE")) {
      faults.clear();
    } else {
      JsonObject body = request.json();
      faults.add(body.getString("fault", ""), body.getInteger("times", 1));
    }
    return Control.done(Response.ok(JsonObject.of()));
  }
}
