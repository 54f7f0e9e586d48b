package io.sallyport.twin.wazzup;

import io.sallyport.twin.platform.TwinClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Posts webhooks, with Wazzup's odd Content-Type and no signature. */
final class WazzupHooks implements AutoCloseable {

  /** What a delivery was answered. */
  record Sent(JsonObject body, int status) {}

  private static final int UNANSWERED = 0;
  private static final long PATIENCE = 30_000;

  private final HttpClient client;
  private final TwinClock clock;
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private volatile @Nullable String uri;
  private volatile boolean echoes;
  private volatile int copies = 1;

  WazzupHooks(Vertx vertx, TwinClock clock, @Nullable String uri) {
    this.clock = clock;
    this.uri = uri;
    this.client =
        vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(64).setKeepAliveTimeout(4));
  }

  @Nullable String uri() {
    return uri;
  }

  void uri(@Nullable String to) {
    uri = to;
  }

  /** Whether what the API sends is told as an echo, too, and how often each delivery comes. */
  void ways(boolean tellsEchoes, int times) {
    echoes = tellsEchoes;
    copies = times;
  }

  /** The answer's status to a test of an address. */
  Future<Integer> test(String address) {
    return post(address, JsonObject.of("test", true));
  }

  /** Tells a body; the status of the first answer, 0 without one. */
  Future<Integer> tell(JsonObject body) {
    String to = uri;
    if (to == null) {
      return Future.succeededFuture(UNANSWERED);
    }
    Future<Integer> first = post(to, body);
    for (int i = 1; i < copies; i++) {
      var unused = post(to, body);
    }
    return first.onSuccess(status -> sent.add(new Sent(body, status)));
  }

  void status(String messageId, String status, @Nullable String error) {
    JsonObject item =
        JsonObject.of(
            "messageId", messageId, "timestamp", clock.now().toString(), "status", status);
    if (error != null) {
      item.put("error", JsonObject.of("error", error, "description", "Not delivered"));
    }
    var unused = tell(JsonObject.of("statuses", JsonArray.of(item)));
  }

  /** A message of the API's own, as Wazzup may tell of it. */
  void echo(WazzupMessage message) {
    if (echoes) {
      var unused =
          tell(
              messages(
                  item(message.id(), message.channelId(), message.chatType(), message.chatId())
                      .put("type", message.body().getString("text") == null ? "image" : "text")
                      .put("text", message.body().getString("text"))
                      .put("isEcho", true)
                      .put("status", "sent")
                      .put("sentFromApp", false)));
    }
  }

  JsonObject item(String id, String channelId, String chatType, String chatId) {
    return JsonObject.of(
        "messageId",
        id,
        "dateTime",
        clock.now().toString(),
        "channelId",
        channelId,
        "chatType",
        chatType,
        "chatId",
        chatId,
        "contact",
        JsonObject.of("name", chatId));
  }

  static JsonObject messages(JsonObject item) {
    return JsonObject.of("messages", JsonArray.of(item));
  }

  private Future<Integer> post(String to, JsonObject body) {
    return client
        .request(
            new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(to)
                .setTimeout(PATIENCE)
                .putHeader("Content-Type", "application/json; charset-utf-8"))
        .compose(
            request ->
                request
                    .send(Buffer.buffer(body.encode()))
                    .compose(answer -> answer.body().map(end -> answer.statusCode())))
        .otherwise(UNANSWERED);
  }

  List<Sent> sent() {
    return new ArrayList<>(sent);
  }

  void clear(@Nullable String to) {
    sent.clear();
    uri = to;
    echoes = false;
    copies = 1;
  }

  @Override
  public void close() {
    client.close();
  }
}
