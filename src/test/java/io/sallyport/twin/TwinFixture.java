package io.sallyport.twin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A twin with the seed, a receiver for its webhooks and a client, for each test anew. */
abstract class TwinFixture {
  static final String PNID = TwinSeed.NUMBER.pnid();
  static final String WABA = TwinSeed.WABA;
  static final String CUSTOMER = "16505551234";

  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  WebhookReceiver receiver;
  Twin twin;

  @BeforeEach
  void start() throws IOException {
    receiver = new WebhookReceiver();
    twin = Twin.start(options().withWebhookUrl(receiver.url()));
  }

  @AfterEach
  void stop() {
    twin.close();
    receiver.close();
  }

  TwinOptions options() {
    return TwinSeed.options().withVerifyToken("twin-token");
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(twin.url() + path))
        .timeout(Duration.ofSeconds(5))
        .header("Authorization", "Bearer EAAtwin");
  }

  HttpResponse<String> call(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return call(request(path));
  }

  HttpResponse<String> post(String path, String body) {
    return call(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> send(JsonObject body) {
    return post("/v24.0/" + PNID + "/messages", body.encode());
  }

  HttpResponse<String> sendText(String text) {
    return send(text(text));
  }

  HttpResponse<String> sendTemplate(String name, String... parameters) {
    return send(template(name, parameters));
  }

  static JsonObject text(String text) {
    return to(CUSTOMER).put("type", "text").put("text", JsonObject.of("body", text));
  }

  static JsonObject template(String name, String... parameters) {
    JsonArray list = new JsonArray();
    List.of(parameters).forEach(it -> list.add(JsonObject.of("type", "text", "text", it)));
    JsonObject body = JsonObject.of("type", "body", "parameters", list);
    return template(name, JsonArray.of(body));
  }

  static JsonObject template(String name, JsonArray components) {
    JsonObject language = JsonObject.of("code", "en_US");
    JsonObject content =
        JsonObject.of("name", name, "language", language, "components", components);
    return to(CUSTOMER).put("type", "template").put("template", content);
  }

  static JsonObject to(String recipient) {
    return JsonObject.of("messaging_product", "whatsapp", "to", recipient);
  }

  static JsonObject error(HttpResponse<String> response) {
    return new JsonObject(response.body()).getJsonObject("error");
  }

  static int code(HttpResponse<String> response) {
    return error(response).getInteger("code");
  }

  static String wamid(HttpResponse<String> response) {
    return new JsonObject(response.body())
        .getJsonArray("messages")
        .getJsonObject(0)
        .getString("id");
  }

  SentMessage message(String wamid) {
    return twin.messages().stream().filter(it -> it.id().equals(wamid)).findFirst().orElseThrow();
  }

  /** The message once its fate is known. */
  SentMessage settled(HttpResponse<String> response) {
    String wamid = wamid(response);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> List.of("delivered", "failed").contains(message(wamid).status()));
    return message(wamid);
  }

  List<JsonObject> statusesOf(String wamid) {
    return receiver.webhooks.stream()
        .filter(webhook -> webhook.value().containsKey("statuses"))
        .map(WebhookReceiver.Webhook::status)
        .filter(status -> status.getString("id").equals(wamid))
        .toList();
  }

  List<JsonObject> awaitStatuses(String wamid, int count) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> statusesOf(wamid).size() >= count);
    return statusesOf(wamid);
  }
}
