package io.sallyport.it.wazzup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.wazzup.WazzupMessage;
import io.sallyport.twin.wazzup.WazzupOptions;
import io.sallyport.twin.wazzup.WazzupTwin;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A packaged gateway between a CRM and Wazzup's twin, with a Redis of its own. */
final class WazzupWorld implements AutoCloseable {

  static final String SECRET = "webhooks-of-wazzup-24";
  static final String KEY = "key-of-the-crm-of-wazzup";
  static final String WEBHOOKS = "/webhooks/wazzup/" + SECRET;
  static final String MESSAGE = "/wazzup/v3/message";

  private final Store store = Store.start(World.freePort());
  final Twin meta = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
  final WazzupTwin wazzup = WazzupTwin.start(WazzupOptions.seed());
  final Gateway gateway = new Gateway(World.freePort(), World.freePort());
  private final Process process;

  WazzupWorld(Path directory, Map<String, String> differing) {
    wazzup.webhooksUri(webhooks());
    Map<String, String> all = new HashMap<>(World.configuration(store, meta.url()));
    all.put("sallyport.wazzup.url", wazzup.url());
    all.put("sallyport.wazzup.api-key", WazzupOptions.KEY);
    all.put("sallyport.wazzup.webhook-secret", SECRET);
    WazzupOptions.seed()
        .channels()
        .forEach(
            (id, transport) ->
                all.put("sallyport.wazzup.channels.\"" + id + "\".transport", transport));
    all.put("sallyport.clients.crm.key", KEY);
    all.put("sallyport.graph.read-timeout", "3s");
    all.putAll(differing);
    try {
      process = GatewayProcess.start(gateway, all, directory.resolve("output"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String webhooks() {
    return "http://localhost:" + gateway.port() + WEBHOOKS;
  }

  /** A phone number nobody has used. */
  static String newContact() {
    return "1555" + ThreadLocalRandom.current().nextLong(1_000_000, 9_999_999);
  }

  static JsonObject text(String channelId, String chatId) {
    String chatType = channelId.equals(WazzupOptions.INSTAGRAM) ? "instagram" : "whatsapp";
    return JsonObject.of(
        "channelId", channelId, "chatType", chatType, "chatId", chatId, "text", "Hello!");
  }

  Answer send(JsonObject body) {
    return call("POST", MESSAGE, body.encode());
  }

  Answer call(String method, String target, String body) {
    return gateway.call(
        gateway
            .to(target)
            .setHeader("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  /** What reached Wazzup for a chat. */
  List<WazzupMessage> taken(String chatId) {
    return wazzup.messages().stream().filter(one -> one.chatId().equals(chatId)).toList();
  }

  void wrote(String channelId, String chatId) {
    assertThat(wazzup.inbound(channelId, chatId)).isEqualTo(200);
  }

  static Answer forwarded(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("forwarded");
    return answer;
  }

  static Answer refused(Answer answer, String reason, String error) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("rejected");
    assertThat(answer.header("Sallyport-Reason")).isEqualTo(reason);
    JsonObject body = answer.json();
    assertThat(body.getInteger("status")).isEqualTo(400);
    assertThat(body.getString("requestId")).matches("sallyport-[0-9a-f]{16}");
    assertThat(body.getString("error")).isEqualTo(error);
    assertThat(body.getString("description")).isNotBlank();
    assertThat(body.getJsonObject("data")).isNotNull();
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    wazzup.close();
    meta.close();
    store.stop();
  }
}
