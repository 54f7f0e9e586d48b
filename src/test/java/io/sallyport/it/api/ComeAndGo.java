package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

/** A Meta whose WABAs and numbers come and go, and operators who put what they like. */
abstract class ComeAndGo {

  static final String WABA = "102290129340400";
  static final String FIRST = "106540352242930";
  static final String SECOND = "106540352242931";
  static final String TOKEN = "EAAcomeandgo1234";
  static final String OPERATOR = "key-of-the-operator-ann";
  static final String VIEWER = "key-of-the-viewer-bob";
  static final String VAULT = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private static final String API = "/sallyport/v1";

  RelayWorld world;

  void open(Path directory) {
    world = new RelayWorld(directory);
    listBoth();
  }

  void listBoth() {
    meta("PUT", "numbers/" + FIRST, number("15550100030"));
    meta("PUT", "numbers/" + SECOND, number("15550100031"));
  }

  static JsonObject number(String display) {
    return JsonObject.of("waba_id", WABA, "display_phone_number", display);
  }

  static JsonObject waba() {
    return JsonObject.of("access_token", TOKEN);
  }

  /** A gateway with operators. */
  Gateway start(Map<String, String> differing) {
    Map<String, String> all = new HashMap<>();
    all.put("sallyport.operators.ann.key", OPERATOR);
    all.put("sallyport.operators.ann.role", "operator");
    all.put("sallyport.operators.bob.key", VIEWER);
    all.put("sallyport.vault.key", VAULT);
    all.putAll(differing);
    return world.start(all);
  }

  /** Tells the twin. */
  JsonObject meta(String method, String path, JsonObject body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(world.twin.url() + "/twin/" + path))
            .method(method, BodyPublishers.ofString(body.encode()))
            .build();
    try {
      return new JsonObject(
          HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Answer api(Gateway gateway, String key, String method, String path, JsonObject body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + API + path))
            .timeout(Duration.ofSeconds(20));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body.encode()));
    }
    Answer answer = gateway.call(request.build());
    assertThat(answer.text()).doesNotContain(TOKEN, OPERATOR, VIEWER, VAULT);
    return answer;
  }

  static Answer put(Gateway gateway, String path, JsonObject body) {
    return api(gateway, OPERATOR, "PUT", path, body);
  }

  static Answer get(Gateway gateway, String path) {
    return api(gateway, OPERATOR, "GET", path, null);
  }

  static Answer delete(Gateway gateway, String path) {
    return api(gateway, OPERATOR, "DELETE", path, null);
  }

  /** What {@code GET /numbers} says of one; null when it is not there. */
  static JsonObject number(Gateway gateway, String id) {
    return get(gateway, "/numbers").json().getJsonArray("numbers").stream()
        .map(JsonObject.class::cast)
        .filter(number -> number.getString("phone_number_id").equals(id))
        .findFirst()
        .orElse(null);
  }

  /** As the contract says: every replica within 2 s; one more for a slow machine. */
  static ConditionFactory soon() {
    return Scenario.await().atMost(Duration.ofSeconds(3));
  }

  /** What a send gets that is refused for other reasons once the number is known. */
  static String reason(Gateway gateway, String number) {
    return gateway
        .post(Gateway.messages(number), Bodies.text("15550109999"))
        .header("Sallyport-Reason");
  }
}
