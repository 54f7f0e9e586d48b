package io.sallyport.twin.kommo.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.twin.kommo.KommoFixture;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.templates.ChatTemplates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** connector-facts A11 and A12. */
class RestApiTest extends KommoFixture {
  private static final String TEMPLATES = "/chats/templates";

  @Test
  void theTokenSaysWhoseAccountItIs() {
    HttpResponse<String> account = rest("GET", "/account?with=amojo_id", "");
    HttpResponse<String> users = rest("GET", "/users?with=amojo_id", "");
    HttpResponse<String> sources = rest("GET", "/sources", "");

    assertThat(json(account).getString("amojo_id")).isEqualTo(NORTH.amojoId());
    assertThat(json(rest("GET", "/account", "")).containsKey("amojo_id")).isFalse();
    assertThat(users.body()).contains(NORTH.managerId());
    assertThat(sources.body()).contains(NORTH.source()).contains("\"waba\":true");
    assertThat(rest("GET", "/leads", "").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesOtherTokens() {
    HttpResponse<String> refused = list("Bearer nobody");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(list(NORTH.apiToken()).statusCode()).isEqualTo(401);
    assertThat(list("Bearer " + NORTH.apiToken()).statusCode()).isEqualTo(204);
  }

  private HttpResponse<String> list(String authorization) {
    return call(
        HttpRequest.newBuilder(URI.create(twin.url() + "/api/v4" + TEMPLATES))
            .header("Authorization", authorization));
  }

  @Test
  void eachAccountHasItsOwnTemplates() {
    add(waba());

    assertThat(list("Bearer " + KommoSeed.SOUTH.apiToken()).statusCode()).isEqualTo(204);
    assertThat(rest("GET", TEMPLATES, "").statusCode()).isEqualTo(200);
  }

  @Test
  void aTemplateIsMadeReviewedPausedAndDeleted() {
    JsonObject made = add(waba().put("request_id", "r1"));
    String path = TEMPLATES + "/" + made.getInteger("id");

    assertThat(made.getString("request_id")).isEqualTo("r1");
    assertThat(made.getString("type")).isEqualTo("waba");
    assertThat(made.getBoolean("is_editable")).isFalse();
    HttpResponse<String> started = rest("POST", path + "/review", "{}");
    JsonObject review = embedded(started, "reviews").getJsonObject(0);
    assertThat(review.getString("status")).isEqualTo("review");
    assertThat(reviewed(path).getBoolean("is_on_review")).isTrue();
    String decision = path + "/review/" + review.getInteger("id");
    assertThat(json(rest("POST", decision, "{\"status\":\"approved\"}")))
        .isEqualTo(review.copy().put("status", "approved"));
    assertThat(reviewed(path).getString("review_status")).isEqualTo("approved");
    rest("POST", decision, "{\"status\":\"paused\",\"reject_reason\":\"Paused by Meta\"}");
    assertThat(reviewed(path).getString("review_status")).isEqualTo("paused");
    twin.clock().advance(Duration.ofSeconds(2));
    assertThat(rest("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(rest("GET", path, "").statusCode()).isEqualTo(404);
  }

  private JsonObject reviewed(String path) {
    return json(rest("GET", path + "?with=reviews", ""));
  }

  @Test
  void reviewsAreOfWabaTemplatesAndEndInThreeWays() {
    String general = TEMPLATES + "/" + add(waba().put("type", "amocrm")).getInteger("id");
    String path = TEMPLATES + "/" + add(waba()).getInteger("id");

    assertThat(rest("POST", general + "/review", "{}").statusCode()).isEqualTo(400);
    assertThat(rest("POST", path + "/review/301", "{\"status\":\"approved\"}").statusCode())
        .isEqualTo(404);
    HttpResponse<String> started = rest("POST", path + "/review", "{}");
    String decision =
        path + "/review/" + embedded(started, "reviews").getJsonObject(0).getInteger("id");
    assertThat(rest("POST", decision, "{\"status\":\"APPROVED\"}").statusCode()).isEqualTo(400);
    assertThat(rest("POST", decision, "{}").statusCode()).isEqualTo(400);
  }

  @Test
  void onlyDraftsOfWabaTemplatesChange() {
    JsonObject made = add(waba());
    String path = TEMPLATES + "/" + made.getInteger("id");

    HttpResponse<String> changed = rest("PATCH", path, "{\"content\":\"New {{1}}\"}");
    assertThat(json(changed).getString("content")).isEqualTo("New {{1}}");
    assertThat(json(changed).getString("name")).isEqualTo("sale");
    rest("POST", path + "/review", "{}");

    assertThat(rest("PATCH", path, "{\"content\":\"x\"}").statusCode()).isEqualTo(400);
    JsonArray both = JsonArray.of(JsonObject.of("id", made.getInteger("id"), "content", "x"));
    assertThat(rest("PATCH", TEMPLATES, both.encode()).statusCode()).isEqualTo(400);
    assertThat(json(rest("GET", path, "")).getString("content")).isEqualTo("New {{1}}");
  }

  @Test
  void aManagerIsOfferedApprovedTemplatesOnly() {
    connect();
    receive("w1", "Hello");
    String path = TEMPLATES + "/" + add(waba()).getInteger("id");
    JsonObject order = JsonObject.of("template", "sale", "params", JsonObject.of("1", "Sam"));

    assertThatThrownBy(() -> write(PHONE, order)).hasMessageContaining("not approved");
    HttpResponse<String> started = rest("POST", path + "/review", "{}");
    int review = embedded(started, "reviews").getJsonObject(0).getInteger("id");
    rest("POST", path + "/review/" + review, "{\"status\":\"approved\"}");

    assertThat(write(PHONE, order).getInteger("hook")).isEqualTo(200);
  }

  static Stream<Arguments> badTemplates() {
    JsonObject url = JsonObject.of("type", "url", "text", "Look");
    JsonObject file = JsonObject.of("id", "x", "name", "a", "type", "picture");
    return Stream.of(
            waba().put("name", null),
            waba().put("content", ""),
            waba().put("content", 5),
            waba().put("type", "whatsapp"),
            waba().put("is_editable", "no"),
            waba().put("waba_category", "marketing"),
            waba().put("waba_header", "h".repeat(61)),
            waba().put("waba_header_type", "image"),
            waba().put("waba_header_type", "media"),
            waba().put("waba_examples", JsonObject.of("{{1}}", 5)),
            waba().put("waba_examples", "Sam"),
            waba().put("buttons", JsonArray.of("Stop")),
            waba().put("buttons", JsonArray.of(url)),
            waba().put("attachment", file.copy().put("type", "gif")),
            waba().put("attachment", "x"),
            waba().put("external_id", 5),
            waba().put("review_status", "approved"),
            waba().put("langauge", "en"))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("badTemplates")
  void refusesWrongTemplates(JsonObject template) {
    HttpResponse<String> refused = rest("POST", TEMPLATES, JsonArray.of(waba(), template).encode());

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).getJsonArray("validation-errors")).hasSize(1);
    assertThat(twin.templates(NORTH)).isEmpty();
  }

  @Test
  void refusesWhatIsNoArrayOrNotCalledJson() {
    assertThat(rest("POST", TEMPLATES, waba().encode()).statusCode()).isEqualTo(400);
    assertThat(rest("POST", TEMPLATES, "[]").statusCode()).isEqualTo(400);
    HttpRequest.Builder form =
        HttpRequest.newBuilder(URI.create(twin.url() + "/api/v4" + TEMPLATES))
            .header("Authorization", "Bearer " + NORTH.apiToken())
            .POST(HttpRequest.BodyPublishers.ofString(JsonArray.of(waba()).encode()));
    assertThat(call(form).statusCode()).isEqualTo(400);
    assertThat(twin.templates(NORTH)).isEmpty();
  }

  @Test
  void theListComesInPagesAndByExternalId() {
    JsonArray many = new JsonArray();
    IntStream.range(0, 3).forEach(i -> many.add(waba().put("external_id", "t" + i)));
    rest("POST", TEMPLATES, many.encode());

    HttpResponse<String> first = rest("GET", TEMPLATES + "?limit=2", "");
    HttpResponse<String> second = rest("GET", TEMPLATES + "?limit=2&page=2", "");

    assertThat(embedded(first, "chat_templates")).hasSize(2);
    assertThat(json(first).getJsonObject("_links").containsKey("next")).isTrue();
    assertThat(embedded(second, "chat_templates")).hasSize(1);
    assertThat(json(second).getJsonObject("_links").containsKey("next")).isFalse();
    assertThat(rest("GET", TEMPLATES + "?limit=2&page=3", "").statusCode()).isEqualTo(204);
    assertThat(rest("GET", TEMPLATES + "?limit=51", "").statusCode()).isEqualTo(400);
    HttpResponse<String> one = rest("GET", TEMPLATES + "?filter%5Bexternal_id%5D=t1", "");
    assertThat(embedded(one, "chat_templates")).hasSize(1);
    assertThat(embedded(one, "chat_templates").getJsonObject(0).getString("external_id"))
        .isEqualTo("t1");
  }

  @Test
  void thereIsALimitOfTemplates() {
    JsonArray many = new JsonArray();
    IntStream.range(0, ChatTemplates.LIMIT).forEach(i -> many.add(waba()));
    assertThat(rest("POST", TEMPLATES, many.encode()).statusCode()).isEqualTo(200);

    assertThat(rest("POST", TEMPLATES, JsonArray.of(waba()).encode()).statusCode()).isEqualTo(422);
  }

  @Test
  void sevenRequestsASecondAndABlockForThoseWhoGoOn() {
    RequestRate rate = new RequestRate();
    Instant now = Instant.parse("2026-11-30T10:00:00Z");
    for (int i = 0; i < 7; i++) {
      rate.take("t", now.plusMillis(i * 100));
    }

    assertThatThrownBy(() -> rate.take("t", now.plusMillis(999))).hasMessageContaining("many");
    rate.take("other", now.plusMillis(999));
    rate.take("t", now.plusMillis(1000));
    assertThatThrownBy(() -> rate.take("t", now.plusMillis(1050))).hasMessageContaining("many");
    for (int i = 2; i < RequestRate.REFUSED_UNTIL_BLOCKED; i++) {
      assertThatThrownBy(() -> rate.take("t", now.plusMillis(1060)))
          .hasMessageContaining("many requests")
          .isInstanceOf(Problem.class);
    }
    assertThatThrownBy(() -> rate.take("t", now.plusSeconds(30))).hasMessageContaining("113");
    rate.take("t", now.plusSeconds(63));
  }

  @Test
  void theEighthRequestOfASecondIsRefused() {
    boolean refused =
        IntStream.range(0, 300).anyMatch(i -> rest("GET", "/account", "").statusCode() == 429);

    assertThat(refused).isTrue();
    twin.clock().advance(Duration.ofSeconds(1));
    assertThat(rest("GET", "/account", "").statusCode()).isEqualTo(200);
  }

  private JsonObject add(JsonObject template) {
    HttpResponse<String> made = rest("POST", TEMPLATES, JsonArray.of(template).encode());
    assertThat(made.statusCode()).isEqualTo(200);
    return embedded(made, "chat_templates").getJsonObject(0);
  }

  private static JsonArray embedded(HttpResponse<String> response, String key) {
    return json(response).getJsonObject("_embedded").getJsonArray(key);
  }

  private static JsonObject waba() {
    return JsonObject.of(
        "name", "sale",
        "content", "Hi {{1}}",
        "type", "waba",
        "waba_category", "MARKETING",
        "waba_language", "en_US",
        "waba_examples", JsonObject.of("{{1}}", "Sam"));
  }
}
