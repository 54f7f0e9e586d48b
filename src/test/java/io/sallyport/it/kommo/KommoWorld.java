package io.sallyport.it.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.graph.ReceivedRequest;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.KommoTwin;
import io.sallyport.twin.kommo.chats.Chat;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A packaged gateway between Meta's twin and Kommo's, with a Redis of its own. */
final class KommoWorld implements AutoCloseable {

  static final String ACCOUNT = "north";

  /** Meta goes on for days. */
  private static final int WEBHOOK_TRIES = 100;

  private final Map<String, String> differing;
  private final Path output;
  private final Store store;
  final Twin twin =
      Twin.start(
          TwinSeed.options().withAppSecret(World.APP_SECRET).withMaxWebhookTries(WEBHOOK_TRIES));
  final KommoTwin kommo = KommoTwin.start(KommoSeed.options());
  final Gateway gateway = new Gateway(World.freePort(), World.freePort());
  private Process process;

  /**
   * Starts it.
   *
   * @param differing configuration of the gateway
   */
  KommoWorld(Path directory, Map<String, String> differing) {
    this(directory, differing, Store.start(World.freePort()));
  }

  KommoWorld(Path directory, Map<String, String> differing, Store store) {
    this.differing = differing;
    this.store = store;
    this.output = directory.resolve("output");
    twin.webhookUrl("http://localhost:" + gateway.port() + Gateway.WEBHOOKS);
    kommo.hookUrl("http://localhost:" + gateway.port() + "/kommo/:scope_id");
    startGateway();
    Scenario.await().until(() -> kommo.scope(KommoSeed.NORTH).isPresent());
  }

  void startGateway() {
    try {
      process = GatewayProcess.start(gateway, configuration(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> configuration() {
    Map<String, String> all = new HashMap<>(World.configuration(store, twin.url()));
    String channel = "sallyport.kommo.channels.wa.";
    all.put(channel + "id", KommoSeed.CHANNEL.id());
    all.put(channel + "secret", KommoSeed.CHANNEL.secret());
    all.put(channel + "bot-id", KommoSeed.CHANNEL.botId());
    String account = "sallyport.kommo.accounts." + ACCOUNT + ".";
    all.put(account + "amojo-id", KommoSeed.NORTH.amojoId());
    all.put(account + "channel", "wa");
    all.put(account + "number", World.NUMBER);
    all.put("sallyport.kommo.amojo-url", kommo.url());
    all.put("sallyport.kommo.public-url", "http://localhost:" + gateway.port());
    all.put("sallyport.relay.first-backoff", "200ms");
    all.put("sallyport.relay.max-backoff", "2s");
    all.put("sallyport.relay.timeout", "3s");
    all.put("sallyport.relay.claim-after", "6s");
    all.putAll(differing);
    return all;
  }

  /** With {@code kill -9}. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The gateway's Redis. */
  Store store() {
    return store;
  }

  /** Whatever goes wrong is over. */
  void everybodyAnswers() {
    kommo.clearFaults();
    kommo.gaps().reset();
    twin.clearFaults();
  }

  /** The customer writes, and the gateway has stored it. */
  void writes(String contact, String text, Instant at) {
    assertThat(done(twin.customerWrites(contact, text, at))).isEqualTo(200);
  }

  /** The customer has just written, and the manager sees it. */
  void wrote(String contact) {
    String text = "Hello from " + contact;
    writes(contact, text, Instant.now());
    came(contact, text);
  }

  static <T> T done(java.util.concurrent.Future<T> future) {
    try {
      return future.get(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static String conversation(String contact) {
    return World.NUMBER + "-" + contact;
  }

  /** The contact's chat, as it stands in Kommo. */
  Optional<Chat> chat(String contact) {
    return kommo.chats().stream()
        .filter(chat -> conversation(contact).equals(chat.conversationId()))
        .findFirst();
  }

  /** What the contact's chat has with this text, in Kommo's order. */
  List<ChatMessage> messages(String contact, String text) {
    List<ChatMessage> all = new ArrayList<>();
    chat(contact).ifPresent(chat -> all.addAll(chat.messages()));
    all.removeIf(message -> !message.content().encode().contains(text));
    return all;
  }

  ChatMessage came(String contact, String text) {
    Scenario.await().untilAsserted(() -> assertThat(messages(contact, text)).isNotEmpty());
    return messages(contact, text).get(0);
  }

  /** The payload of the call that told of it first. */
  JsonObject payload(String kind, String text) {
    return kommo.calls(kind).stream()
        .map(call -> new JsonObject(call.body()).getJsonObject("payload"))
        .filter(payload -> payload.encode().contains(text))
        .findFirst()
        .orElseThrow();
  }

  /** The manager writes; Kommo's id of the message. */
  String manager(String contact, JsonObject order) {
    JsonObject written = done(kommo.write(KommoSeed.NORTH, contact, order));
    assertThat(written.getInteger("hook")).isEqualTo(200);
    return written.getString("id");
  }

  String manager(String contact, String text) {
    return manager(contact, JsonObject.of("text", text));
  }

  /** What Kommo was told became of it, in order. */
  List<?> statuses(String id) {
    return view(id).getJsonArray("statuses").getList();
  }

  JsonObject view(String id) {
    return kommo.message(id).orElseThrow().view();
  }

  /** The message, once Kommo has been told this of it. */
  JsonObject told(String id, String status) {
    Scenario.await().untilAsserted(() -> assertThat(statuses(id).toString()).contains(status));
    return view(id);
  }

  /** What Meta got about this. */
  List<JsonObject> sent(String about) {
    return twin.sends().stream()
        .map(ReceivedRequest::body)
        .map(body -> new JsonObject(body.toString()))
        .filter(body -> body.encode().contains(about))
        .toList();
  }

  JsonObject awaitSent(String about) {
    Scenario.await().untilAsserted(() -> assertThat(sent(about)).isNotEmpty());
    return sent(about).get(0);
  }

  /** Posts a hook of one's own, signed as the body without its end. */
  Answer post(String scope, Buffer body, String signature, String end) {
    var request =
        gateway
            .to("/kommo/" + scope)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body.copy().appendString(end).getBytes()));
    if (signature != null) {
      request.header("X-Signature", signature);
    }
    return gateway.call(request.build());
  }

  Answer post(Buffer body) {
    return post(scope(), body, KommoSeed.CHANNEL.sign(body), "\n");
  }

  static String scope() {
    return KommoSeed.CHANNEL.id() + "_" + KommoSeed.NORTH.amojoId();
  }

  @Override
  public void close() {
    kill();
    kommo.close();
    twin.close();
    store.stop();
  }
}
