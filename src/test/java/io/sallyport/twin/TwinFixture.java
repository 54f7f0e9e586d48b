package io.sallyport.twin;

import io.sallyport.twin.outbound.SentMessage;
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
public abstract class TwinFixture {
  protected static final String PNID = TwinSeed.NUMBER.pnid();
  protected static final String WABA = TwinSeed.WABA;
  protected static final String CUSTOMER = "16505551234";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  protected WebhookReceiver receiver;
  protected Twin twin;

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

  protected TwinOptions options() {
    return TwinSeed.options().withVerifyToken("twin-token");
  }

  protected HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(twin.url() + path))
        .timeout(Duration.ofSeconds(5))
        .header("Authorization", "Bearer EAAtwin");
  }

  protected HttpResponse<String> call(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  protected HttpResponse<String> get(String path) {
    return call(request(path));
  }

  protected HttpResponse<String> post(String path, String body) {
    return call(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  protected HttpResponse<String> send(JsonObject body) {
    return post("/v24.0/" + PNID + "/messages", body.encode());
  }

  protected HttpResponse<String> sendText(String text) {
    return send(text(text));
  }

  protected HttpResponse<String> sendTemplate(String name, String... parameters) {
    return send(template(name, parameters));
  }

  protected static JsonObject text(String text) {
    return to(CUSTOMER).put("type", "text").put("text", JsonObject.of("body", text));
  }

  protected static JsonObject template(String name, String... parameters) {
    JsonArray list = new JsonArray();
    List.of(parameters).forEach(it -> list.add(JsonObject.of("type", "text", "text", it)));
    JsonObject body = JsonObject.of("type", "body", "parameters", list);
    return template(name, JsonArray.of(body));
  }

  protected static JsonObject template(String name, JsonArray components) {
    JsonObject language = JsonObject.of("code", "en_US");
    JsonObject content =
        JsonObject.of("name", name, "language", language, "components", components);
    return to(CUSTOMER).put("type", "template").put("template", content);
  }

  protected static JsonObject to(String recipient) {
    return JsonObject.of("messaging_product", "whatsapp", "to", recipient);
  }

  protected static JsonObject error(HttpResponse<String> response) {
    return new JsonObject(response.body()).getJsonObject("error");
  }

  protected static int code(HttpResponse<String> response) {
    return error(response).getInteger("code");
  }

  protected static String wamid(HttpResponse<String> response) {
    return new JsonObject(response.body())
        .getJsonArray("messages")
        .getJsonObject(0)
        .getString("id");
  }

  protected SentMessage message(String wamid) {
    return twin.messages().stream().filter(it -> it.id().equals(wamid)).findFirst().orElseThrow();
  }

  /** The message once its fate is known. */
  protected SentMessage settled(HttpResponse<String> response) {
    String wamid = wamid(response);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> List.of("delivered", "failed").contains(message(wamid).status()));
    return message(wamid);
  }

  protected List<JsonObject> statusesOf(String wamid) {
    return receiver.webhooks.stream()
        .filter(webhook -> webhook.value().containsKey("statuses"))
        .map(WebhookReceiver.Webhook::status)
        .filter(status -> status.getString("id").equals(wamid))
        .toList();
  }

  protected List<JsonObject> awaitStatuses(String wamid, int count) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> statusesOf(wamid).size() >= count);
    return statusesOf(wamid);
  }
}
