package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.Channel;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.chats.Scopes;
import io.sallyport.twin.kommo.shape.BadData;
import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * Routes a call: channel, signature, scope, then the call itself.
 *
 * <pre>
 * POST   /v2/origin/custom/{channel}/connect
 * DELETE /v2/origin/custom/{channel}/disconnect
 * POST   /v2/origin/custom/{scope}                            new_message, edit_message
 * POST   /v2/origin/custom/{scope}/chats
 * GET    /v2/origin/custom/{scope}/chats/{chat}/history
 * POST   /v2/origin/custom/{scope}/typing
 * POST   /v2/origin/custom/{scope}/react
 * POST   /v2/origin/custom/{scope}/{message}/delivery_status
 * </pre>
 */
public final class AmojoApi {
  private static final List<String> ROOT = List.of("v2", "origin", "custom");

  private final TwinClock clock;
  private final Scopes scopes;
  private final ConnectCalls connects;
  private final MessageCalls messages;
  private final ChatCalls chats;
  private final StatusCalls statuses;

  public AmojoApi(TwinClock clock, Scopes scopes, Chats chats, Downloads downloads, Gaps gaps) {
    this.clock = clock;
    this.scopes = scopes;
    this.connects = new ConnectCalls(scopes);
    this.messages = new MessageCalls(clock, chats, downloads, gaps);
    this.chats = new ChatCalls(clock, chats);
    this.statuses = new StatusCalls(chats, gaps);
  }

  public static boolean isMine(String path) {
    return path.startsWith("/v2/origin/");
  }

  /** What kind of call it is, for faults: the last word of the path, or the event. */
  public static String kindOf(Request request) {
    List<String> segments = request.segments();
    if (segments.size() > 4) {
      return segments.get(segments.size() - 1);
    }
    boolean edit = request.body().toString().contains("\"edit_message\"");
    return edit ? "edit_message" : "new_message";
  }

  public Response answer(Request request) {
    try {
      return call(request);
    } catch (Refusal refusal) {
      return refusal.response();
    } catch (BadData bad) {
      return Refusal.badData(bad.path() + ": " + bad.detail()).response();
    }
  }

  private Response call(Request request) {
    List<String> segments = request.segments();
    boolean isExact = request.path().equals("/" + String.join("/", segments));
    if (segments.size() < 4 || !isExact || !segments.subList(0, 3).equals(ROOT)) {
      throw Refusal.notFound("Path");
    }
    String id = segments.get(3);
    Channel channel =
        scopes.channel(id.split("_", 2)[0]).orElseThrow(() -> Refusal.notFound("Channel"));
    AmojoSignature.check(request, channel, clock.now());
    checkType(request);
    List<String> tail = segments.subList(4, segments.size());
    return id.equals(channel.id())
        ? ofChannel(request, channel, tail)
        : ofScope(request, scopes.find(id).orElseThrow(() -> Refusal.notFound("Scope")), tail);
  }

  private static void checkType(Request request) {
    String type = request.headers().get("Content-Type");
    boolean isJson = type != null && type.split(";", 2)[0].strip().equals("application/json");
    if (!request.method().equals("GET") && !isJson) {
      throw Refusal.badData("Content-Type must be application/json");
    }
  }

  private Response ofChannel(Request request, Channel channel, List<String> tail) {
    return switch (request.method() + " " + String.join("/", tail)) {
      case "POST connect" -> connects.connect(channel, request.body());
      case "DELETE disconnect" -> connects.disconnect(channel, request.body());
      default -> throw Refusal.notFound("Path");
    };
  }

  private Response ofScope(Request request, Scope scope, List<String> tail) {
    Buffer body = request.body();
    String last = tail.isEmpty() ? "" : tail.get(tail.size() - 1);
    return switch (request.method() + " " + tail.size() + " " + last) {
      case "POST 0 " -> messages.take(scope, body);
      case "POST 1 chats" -> chats.create(scope, body);
      case "POST 1 typing" -> chats.typing(scope, body);
      case "POST 1 react" -> chats.react(scope, body);
      case "POST 2 delivery_status" -> statuses.take(scope, tail.get(0), body);
      case "GET 3 history" -> chats.history(scope, tail.get(1), request.query());
      default -> throw Refusal.notFound("Path");
    };
  }
}
