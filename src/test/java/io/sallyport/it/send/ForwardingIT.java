package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A send that may leave arrives at Meta as it was written, and Meta's answer comes back as it is.
 */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class ForwardingIT extends Scenario {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v23.0/106540352242922/messages",
        "/v99.9/106540352242922/messages",
        "/106540352242922/messages",
        "/v23.0/106540352242922/messages?fields=messages&appsecret_proof=ab%2Bc%3d&x=%C3%A9+1",
        "/106540352242922/messages?access_token=EAAinquery&unknown",
      })
  void forwardsPathQueryAndBytesAsTheyAre(String target) {
    String contact = contactWithOpenWindow();
    String body =
        "\r\n{ \"text\" :\t{\"preview_url\":false, \"body\":\"Gr\\u00fc\u00dfe \u2713 \uD83D\uDE00 \\/\"},\n"
            + "  \"zz\":[1.50, 1E5, {\"to\":null}, \"\\ud83d\\ude00\"], \"type\":\"text\",\n"
            + "\t\"to\":\"+"
            + contact
            + "\", \"messaging_product\" : \"whatsapp\" }  \n";

    gateway().post(target, body).assertForwarded();

    ReceivedRequest received = reachedMeta(contact).get(0);
    assertThat(received.bytes()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
    URI asked = URI.create(target);
    assertThat(received.path()).isEqualTo(asked.getRawPath());
    assertThat(received.query()).isEqualTo(asked.getRawQuery() == null ? "" : asked.getRawQuery());
    assertThat(received.headers().getAll("Authorization"))
        .containsExactly("Bearer " + Gateway.CALLER_TOKEN);
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void forwardsMarketingMessages() {
    String contact = newContact();
    String body = Bodies.marketing(contact).put("product_policy", "STRICT").encodePrettily();

    Answer answer = gateway().post("/v24.0/" + World.NUMBER + "/marketing_messages", body);

    answer.assertForwarded();
    assertThat(reachedMeta(contact).get(0).path()).endsWith("/marketing_messages");
    assertThat(reachedMeta(contact).get(0).body().toString()).isEqualTo(body);
  }

  @Test
  void dropsHeadersOfTheHopAndTheIdempotencyKey() {
    String contact = contactWithOpenWindow();
    String head =
        "POST "
            + Gateway.messages(World.NUMBER)
            + " HTTP/1.1\n"
            + "Content-Type: application/json; charset=utf-8\n"
            + "Authorization: Bearer "
            + Gateway.CALLER_TOKEN
            + "\n"
            + "Connection: close, X-Named-One\nConnection: x-named-two\n"
            + "X-Named-One: 1\nX-Named-Two: 2\nKeep-Alive: timeout=5\nTE: trailers\n"
            + "Proxy-Authorization: Basic abc\nProxy-Connection: close\nTrailer: X-T\n"
            + "Idempotency-Key: order-1\nX-Kept: a\nX-Kept: b\nUser-Agent: crm/1.0";

    Answer answer =
        Wire.exchange(
            gateway().port(), head, Bodies.text(contact).encode().getBytes(StandardCharsets.UTF_8));

    answer.assertForwarded();
    ReceivedRequest received = reachedMeta(contact).get(0);
    assertThat(received.headers().names())
        .doesNotContain("X-Named-One", "X-Named-Two", "Keep-Alive", "TE", "Proxy-Authorization")
        .doesNotContain("Proxy-Connection", "Trailer", "Idempotency-Key", "Connection");
    assertThat(received.headers().getAll("X-Kept")).containsExactly("a", "b");
    assertThat(received.headers().get("User-Agent")).isEqualTo("crm/1.0");
    assertThat(received.headers().get("Content-Type")).isEqualTo("application/json; charset=utf-8");
    assertThat(received.headers().get("Host")).isEqualTo("localhost:" + twin().port());
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RATE_LIMITED", "SERVER_ERROR_500", "SERVER_ERROR_503", "BAD_GATEWAY_502"})
  void passesMetasRefusalBackAsItIs(Fault fault) {
    String contact = contactWithOpenWindow();
    twin().fault(fault, 2);

    Answer answer = gateway().send(Bodies.text(contact));

    Answer metas = directly(Bodies.text(contact));
    assertThat(answer.status()).isEqualTo(metas.status()).isGreaterThanOrEqualTo(400);
    assertThat(withoutTrace(answer)).isEqualTo(withoutTrace(metas));
    assertThat(answer.header("Content-Type")).isEqualTo(metas.header("Content-Type"));
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("forwarded");
    assertThat(answer.header("Sallyport-Reason")).isNull();
    assertThat(answer.header("Retry-After")).isNull();
  }

  @Test
  void passesMetasOwnValidationBackAsItIs() {
    String contact = contactWithOpenWindow();
    JsonObject noText = Bodies.message(contact, "text", new JsonObject());

    Answer answer = gateway().send(noText);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(withoutTrace(answer)).isEqualTo(withoutTrace(directly(noText)));
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("forwarded");
    assertThat(answer.header("Sallyport-Window")).isEqualTo("open");
  }

  @Test
  void leavesAuthenticationToMeta() {
    String contact = contactWithOpenWindow();
    String head =
        "POST " + Gateway.messages(World.NUMBER) + " HTTP/1.1\nContent-Type: application/json";

    Answer answer =
        Wire.exchange(
            gateway().port(), head, Bodies.text(contact).encode().getBytes(StandardCharsets.UTF_8));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().getJsonObject("error").getInteger("code")).isEqualTo(190);
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("forwarded");
    assertThat(reachedMeta(contact).get(0).headers().get("Authorization")).isNull();
  }

  @Test
  void describesAFreeFormSendInAnOpenWindow() {
    String contact = newContact();
    Instant wroteAt = now().minusSeconds(5);
    wrote(contact, wroteAt);

    Answer answer = gateway().send(Bodies.text(contact)).assertForwarded();

    assertThat(answer.wamid()).isEqualTo(twin().messages().get(twin().messages().size() - 1).id());
    assertThat(answer.header("Sallyport-Window")).isEqualTo("open");
    assertThat(Instant.parse(answer.header("Sallyport-Window-Expires")))
        .isEqualTo(wroteAt.plus(Duration.ofHours(24)));
    assertThat(answer.header("Sallyport-Category")).isEqualTo("service");
    assertThat(answer.header("Sallyport-Next-At")).isNull();
  }

  @Test
  void describesATemplateSendInAClosedWindow() {
    String contact = contactWithClosedWindow();

    Answer answer = gateway().send(Bodies.utility(contact)).assertForwarded();

    assertThat(answer.header("Sallyport-Window")).isEqualTo("closed");
    assertThat(answer.header("Sallyport-Window-Expires")).isNull();
    assertThat(answer.header("Sallyport-Category")).isEqualTo("utility");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "typing"})
  void passesControlCallsWithoutAWindow(String kind) {
    JsonObject call = kind.equals("read") ? Bodies.readReceipt() : Bodies.typing();

    Answer answer = gateway().send(call).assertForwarded();

    assertThat(answer.text()).isEqualTo("{\"success\":true}");
    assertThat(answer.header("Sallyport-Category")).isEqualTo("control");
    assertThat(answer.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase().startsWith("sallyport-window"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to|\"16505550001\"",
        "recipient|\"US.13491208655302741918\"",
        "type|\"text\"",
        "text|{\"body\":\"hi\"}",
        "image|{\"link\":\"https://example.com/a.jpg\"}",
        "template|{\"name\":\"spring_sale\",\"language\":{\"code\":\"en_US\"}}",
        "template_name|\"spring_sale\"",
        "category|\"utility\"",
      })
  void refusesAMessageInAControlCallsClothes(String member, String value) {
    int before = twin().sends().size();
    String body =
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.1\",\""
            + member
            + "\":"
            + value
            + "}";

    Answer answer = gateway().send(body);

    answer.assertRefused(400, 100, "invalid_body").contains("`status`", "`" + member + "`");
    assertThat(twin().sends().size()).isEqualTo(before);
  }

  @Test
  void takesAMemberOfAControlCallThatIsNullForAbsent() {
    String body =
        "{\"messaging_product\":\"whatsapp\",\"status\":\"read\",\"message_id\":\"wamid.1\","
            + "\"to\":null,\"type\":null,\"text\":null,\"recipient_type\":\"individual\"}";

    Answer answer = gateway().send(body).assertForwarded();

    assertThat(answer.header("Sallyport-Category")).isEqualTo("control");
    assertThat(twin().sends().get(twin().sends().size() - 1).body().toString()).isEqualTo(body);
  }

  /** Meta would take it with 200, and lose it (platform-facts.md#a-user-id-in-to). */
  @ParameterizedTest
  @ValueSource(strings = {"US.%s9120865530274", "US.ENT.%s9120865530274"})
  void refusesAUserIdInToAndConsumesNothing(String form) {
    String contact = newContact();
    String userId = String.format(form, contact);
    tell(
        Events.inbound(World.NUMBER, JsonObject.of("from_user_id", userId), "text", Instant.now()));
    JsonObject marketing = Bodies.marketing(userId);
    String asForm = "messaging_product=whatsapp&type=text&text=%7B%22body%22%3A%22hi%22%7D&to=";

    gateway()
        .send(Bodies.text(userId))
        .assertRefused(400, 100, "invalid_body")
        .contains("recipient");
    gateway().send(marketing).assertRefused(400, 100, "invalid_body").contains("recipient");
    gateway()
        .send(marketing.copy().put("recipient_type", "group"))
        .assertRefused(400, 100, "invalid_body");
    sendForm(asForm + userId).assertRefused(400, 100, "invalid_body").contains("`recipient`");
    JsonObject explained =
        gateway()
            .post("/sallyport/v1/numbers/" + World.NUMBER + "/explain", Bodies.text(userId))
            .json();

    assertThat(explained.getString("reason")).isEqualTo("invalid_body");
    assertThat(explained.encode()).contains("`recipient`");
    assertThat(reachedMeta(contact)).isEmpty();
    JsonObject state =
        gateway().get("/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + userId).json();
    assertThat(state.getJsonObject("marketing").getInteger("sent")).isZero();
    gateway().send(Bodies.textToUser(userId, "hi").putNull("recipient_type")).assertForwarded();
    sendForm(asForm.replace("&to=", "&recipient=") + userId).assertForwarded();
    assertThat(reachedMeta(contact)).hasSize(2);
  }

  private Answer sendForm(String form) {
    return gateway()
        .call(
            gateway()
                .to(Gateway.messages(World.NUMBER))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
  }

  @Test
  void refusesARecipientTypeMetaDoesNotKnow() {
    String contact = contactWithOpenWindow();

    gateway()
        .send(Bodies.text(contact).put("recipient_type", "person"))
        .assertRefused(400, 100, "invalid_body")
        .contains("`recipient_type`");

    assertThat(reachedMeta(contact)).isEmpty();
  }

  /**
   * The bytes stay as they came; what Meta makes of them is its affair
   * (platform-facts.md#phone-numbers).
   */
  @ParameterizedTest
  @ValueSource(strings = {"00%s", "+00%s", "00 %s"})
  void judgesTwoZerosBeforeANumberAsAPlus(String form) {
    String contact = contactWithOpenWindow();
    String body = Bodies.text(String.format(form, contact)).encodePrettily();
    String closed = Bodies.text(String.format(form, contactWithClosedWindow())).encode();

    Answer answer = gateway().send(body);

    assertThat(answer.header("Sallyport-Decision")).isEqualTo("forwarded");
    assertThat(answer.header("Sallyport-Window")).isEqualTo("open");
    assertThat(reachedMeta(contact)).hasSize(1);
    assertThat(reachedMeta(contact).get(0).body().toString()).isEqualTo(body);
    gateway().send(closed).assertRefused(400, 131047, "window_closed");
  }

  @Test
  void takesANumericRecipientByItsDigits() {
    String contact = contactWithOpenWindow();
    String body = Bodies.text(contact).encode().replace("\"" + contact + "\"", contact);

    gateway().send(body).assertForwarded();

    assertThat(reachedMeta(contact).get(0).body().toString()).isEqualTo(body);
  }

  @Test
  void judgesByToAndNotByRecipient() {
    String open = contactWithOpenWindow();
    String closed = contactWithClosedWindow();

    Answer answer = gateway().send(Bodies.text(closed).put("recipient", open));

    answer.assertRefused(400, 131047, "window_closed");
    gateway().send(Bodies.text(open).put("recipient", closed)).assertForwarded();
  }

  @Test
  void takesATypeItDoesNotKnowForFreeForm() {
    String body = Bodies.message(contactWithOpenWindow(), "hologram", new JsonObject()).encode();
    JsonObject toClosed = Bodies.message(contactWithClosedWindow(), "hologram", new JsonObject());

    gateway().send(body).assertForwarded();
    gateway().send(toClosed).assertRefused(400, 131047, "window_closed");
  }

  /** The body as it is but for Meta's id of the call. */
  private static String withoutTrace(Answer answer) {
    return answer.text().replaceAll("(\"fbtrace_id\":\")[^\"]+", "$1");
  }

  /** The same call without the gateway. */
  private Answer directly(JsonObject body) {
    return gateway()
        .call(
            HttpRequest.newBuilder(URI.create(twin().url() + Gateway.messages(World.NUMBER)))
                .header("Authorization", "Bearer " + Gateway.CALLER_TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build());
  }
}
