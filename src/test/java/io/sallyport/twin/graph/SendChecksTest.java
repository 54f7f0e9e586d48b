package io.sallyport.twin.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.templates.TwinTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendChecksTest extends TwinFixture {
  @ParameterizedTest
  @CsvSource({
    "no_such_template, 404, 132001",
    "draft_notice, 404, 132001",
    "old_offer, 400, 132015",
    "retired_offer, 400, 132016",
    "order_update, 400, 132000"
  })
  void refusesTemplatesThatCannotBeSent(String name, int status, int code) {
    HttpResponse<String> response = sendTemplate(name, "only one");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(code(response)).isEqualTo(code);
    assertThat(error(response).getString("message")).startsWith("(#" + code + ") ");
    assertThat(twin.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"person", "", "Individual"})
  void aRecipientIsAnIndividualOrAGroup(String type) {
    assertThat(code(send(text("Hello").put("recipient_type", type)))).isEqualTo(100);
    assertThat(send(text("Hello").putNull("recipient_type")).statusCode()).isEqualTo(200);
  }

  @Test
  void aNumberIsNotDialled() {
    assertThat(code(send(text("Hello").put("to", "00" + CUSTOMER)))).isEqualTo(100);
  }

  @Test
  void aUserIdInToIsTakenAndTheMessageLost() {
    post("/twin/customers/" + CUSTOMER + "/messages", "{\"user_id\":\"US.1349120865530274\"}");

    HttpResponse<String> response = send(text("Hello").put("to", "US.1349120865530274"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(response.body()).getJsonArray("contacts").getJsonObject(0))
        .isEqualTo(JsonObject.of("input", "US.1349120865530274", "wa_id", "1349120865530274"));
  }

  @Test
  void languageMustMatchExactly() {
    JsonObject body = template("spring_sale", "A");
    body.getJsonObject("template").put("language", JsonObject.of("code", "en"));

    assertThat(code(send(body))).isEqualTo(132001);
  }

  @Test
  void namedParametersAreMatchedByName() {
    JsonObject first = parameter("first_name");
    JsonArray right = component("body", parameter("order_number"), first);
    JsonArray wrong = component("body", parameter("order_no"), first);

    assertThat(send(template("welcome_named", right)).statusCode()).isEqualTo(200);
    assertThat(code(send(template("welcome_named", wrong)))).isEqualTo(132000);
  }

  @Test
  void headerImageAndUrlButtonNeedTheirParameters() {
    JsonObject image =
        JsonObject.of("type", "image", "image", JsonObject.of("link", "https://example.com/a.jpg"));
    JsonArray all = component("header", image);
    all.addAll(component("body", parameter("x")));
    JsonObject button = component("button", parameter("x")).getJsonObject(0);
    all.add(button.put("sub_type", "url").put("index", "0"));

    assertThat(send(template("catalog_photo", all)).statusCode()).isEqualTo(200);
    assertThat(details(sendTemplate("catalog_photo", "x")))
        .isEqualTo("132012 header: Format mismatch, expected IMAGE, received UNKNOWN");
    all.getJsonObject(0).put("parameters", JsonArray.of(parameter("x")));
    assertThat(details(send(template("catalog_photo", all))))
        .isEqualTo("132012 header: Format mismatch, expected IMAGE, received TEXT");
    all.getJsonObject(0).put("parameters", JsonArray.of(image));
    all.remove(2);
    assertThat(details(send(template("catalog_photo", all))))
        .isEqualTo("131008 buttons: Button at index 0 of type Url requires a parameter");
  }

  /** platform-facts.md#template-values. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order_update | {'type':'body','parameters':[{'type':'text','text':null},{'type':'text',"
            + "'text':'x'}]} | 100 body: text must be a string",
        "spring_sale | {'type':'body','parameters':[{'type':'text','text':'a\\nb'}]} | 132018",
        "spring_sale | {'type':'body','parameters':[{'type':'text','text':'a\\tb'}]} | 132018",
        "spring_sale | {'type':'body','parameters':[{'type':'text','text':'a     b'}]} | 132018",
        "spring_sale | {'type':'body','parameters':[{'type':'text','text':'a    b'}]} | 200",
        "welcome_named | {'type':'body','parameters':[{'type':'text','text':'x'},{'type':'text',"
            + "'text':'x'}]} | 100 body: Parameter name is missing or empty",
        "buttons | {'type':'button','sub_type':'URL','index':2,'parameters':[{'type':'text',"
            + "'text':'x'}]} | 131009 buttons: Button at index 3 of type Flow requires a parameter",
        "buttons | {'type':'button','sub_type':'flow','index':'3','parameters':[{'type':'action'}]}"
            + " | 131008 buttons: Button at index 2 of type Url requires a parameter",
        "buttons | {'type':'button','sub_type':'url','index':'1','parameters':[{'type':'text',"
            + "'text':'+1'}]} | 100 buttons: Button at index 1 of type PhoneNumber",
        "buttons | {'type':'button','sub_type':'call','index':'1'} | 100 buttons: sub_type must be",
      })
  void faultsOfParametersHaveMetasCodes(String name, String component, String told) {
    JsonArray buttons =
        JsonArray.of(
            JsonObject.of("type", "URL", "url", "https://example.com/"),
            JsonObject.of("type", "PHONE_NUMBER", "phone_number", "+15550783881"),
            JsonObject.of("type", "URL", "url", "https://example.com/{{1}}"),
            JsonObject.of("type", "FLOW", "flow_id", "1"));
    TwinTemplate other =
        TwinTemplate.of(TwinSeed.WABA, "buttons", "UTILITY", "")
            .withComponents(JsonArray.of(JsonObject.of("type", "BUTTONS", "buttons", buttons)));
    List<TwinTemplate> templates =
        Stream.concat(TwinSeed.templates().stream(), Stream.of(other)).toList();
    try (Twin some = Twin.start(options().withTemplates(templates))) {
      JsonArray components = JsonArray.of(new JsonObject(component.replace('\'', '"')));
      HttpRequest.Builder send =
          HttpRequest.newBuilder(URI.create(some.url() + "/" + PNID + "/messages"))
              .header("Authorization", "Bearer EAA")
              .POST(HttpRequest.BodyPublishers.ofString(template(name, components).encode()));

      assertThat(details(call(send))).startsWith(told);
    }
  }

  /** Of an error its code and details, else the status. */
  private static String details(HttpResponse<String> response) {
    return response.statusCode() == 200
        ? "200"
        : code(response) + " " + error(response).getJsonObject("error_data").getString("details");
  }

  @Test
  void templateSendsAnswerAccepted() {
    JsonObject answer = new JsonObject(sendTemplate("spring_sale", "A").body());

    JsonObject message = answer.getJsonArray("messages").getJsonObject(0);
    assertThat(message.getString("message_status")).isEqualTo("accepted");
    assertThat(answer.getJsonArray("contacts").getJsonObject(0))
        .isEqualTo(JsonObject.of("input", CUSTOMER, "wa_id", CUSTOMER));
  }

  @Test
  void marketingApiTakesOnlyMarketingTemplates() {
    String path = "/v24.0/" + PNID + "/marketing_messages";

    assertThat(code(post(path, text("Hello").encode()))).isEqualTo(100);
    assertThat(code(post(path, template("order_update", "1", "2").encode()))).isEqualTo(131055);
    assertThat(post(path, template("spring_sale", "A").encode()).statusCode()).isEqualTo(200);
  }

  @Test
  void readReceiptIsNoMessage() {
    JsonObject receipt =
        JsonObject.of("messaging_product", "whatsapp", "status", "read", "message_id", "wamid.x");

    assertThat(send(receipt).body()).isEqualTo("{\"success\":true}");
    assertThat(twin.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{}",
        "{\"messaging_product\":\"whatsapp\"}",
        "{\"messaging_product\":\"whatsapp\",\"to\":\"16505551234\"}",
        "{\"messaging_product\":\"whatsapp\",\"to\":\"16505551234\",\"type\":\"image\"}"
      })
  void refusesMalformedSends(String body) {
    HttpResponse<String> response = post("/" + PNID + "/messages", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(code(response)).isEqualTo(100);
  }

  @Test
  void unknownObjectsAreGraphErrorsAndNoEcho() {
    for (String path : new String[] {"/v24.0/999/messages", "/v24.0/" + PNID + "/nonsense", "/"}) {
      HttpResponse<String> response = post(path, text("Hello").encode());

      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(error(response).getString("type")).isEqualTo("GraphMethodException");
      assertThat(error(response).getInteger("error_subcode")).isEqualTo(33);
    }
  }

  @Test
  void tokenIsNeededInHeaderOrQuery() {
    String path = twin.url() + "/v24.0/" + PNID;

    assertThat(call(HttpRequest.newBuilder(URI.create(path))).statusCode()).isEqualTo(401);
    HttpRequest.Builder blank = HttpRequest.newBuilder(URI.create(path));
    assertThat(code(call(blank.header("Authorization", "Bearer ")))).isEqualTo(190);
    HttpRequest.Builder query = HttpRequest.newBuilder(URI.create(path + "?access_token=EAA"));
    assertThat(call(query).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyConfiguredTokensPass() {
    try (Twin strict = Twin.start(options().withTokens(java.util.Set.of("EAAright")))) {
      URI uri = URI.create(strict.url() + "/" + PNID);
      HttpRequest.Builder wrong = HttpRequest.newBuilder(uri).header("Authorization", "Bearer EAA");
      HttpRequest.Builder right =
          HttpRequest.newBuilder(uri).header("Authorization", "Bearer EAAright");

      assertThat(call(wrong).statusCode()).isEqualTo(401);
      assertThat(call(right).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void recordsTheExactBytesOfSendsInEverySpelling() {
    String body =
        "{ \"messaging_product\" : \"whatsapp\",\"to\":\"16505551234\",\n\"text\":{\"body\":\"\u00e4\\/\"}}";

    post("/v24.0//" + PNID + "/Messages/?a=%2F", body);

    assertThat(twin.sends()).hasSize(1);
    ReceivedRequest received = twin.sends().get(0);
    assertThat(received.bytes()).isEqualTo(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(received.path()).isEqualTo("/v24.0//" + PNID + "/Messages/");
    assertThat(received.query()).isEqualTo("a=%2F");
    assertThat(received.headers().get("authorization")).isEqualTo("Bearer EAAtwin");
    assertThat(twin.messages()).hasSize(1);
  }

  private static JsonObject parameter(String name) {
    return JsonObject.of("type", "text", "parameter_name", name, "text", "x");
  }

  private static JsonArray component(String type, JsonObject... parameters) {
    JsonArray list = new JsonArray();
    for (JsonObject parameter : parameters) {
      list.add(parameter);
    }
    return JsonArray.of(JsonObject.of("type", type, "parameters", list));
  }
}
