package io.sallyport.it.wazzup;

import static io.sallyport.it.wazzup.WazzupWorld.forwarded;
import static io.sallyport.it.wazzup.WazzupWorld.refused;
import static io.sallyport.it.wazzup.WazzupWorld.text;
import static io.sallyport.twin.wazzup.WazzupOptions.GRAY;
import static io.sallyport.twin.wazzup.WazzupOptions.WAPI;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.Mutations;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Scenario;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No way around the decision at {@code /wazzup}, and what an operator and a CRM are told. */
class WazzupGuardIT {

  private static final String CHANNELS = "/sallyport/v1/channels/" + GRAY;

  @TempDir static Path directory;
  private static WazzupWorld world;
  private static Crm crm;

  private final String contact = WazzupWorld.newContact();

  @BeforeAll
  static void start() {
    crm = new Crm();
    world =
        new WazzupWorld(
            directory,
            Map.of(
                "sallyport.relay.targets.crm.url",
                crm.url(),
                "sallyport.relay.targets.crm.numbers",
                GRAY));
  }

  @AfterAll
  static void stop() {
    world.close();
    crm.close();
  }

  private Answer post(String target, String type, byte[] body) {
    return world.gateway.call(
        world
            .gateway
            .to(target)
            .setHeader("Authorization", "Bearer " + WazzupWorld.KEY)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  @Test
  void noSpellingCarriesAMessagePast() {
    String body = text(GRAY, contact).encode();
    for (String target :
        List.of(
            "/wazzup/v3/message/",
            "/wazzup/v3/Message",
            "/wazzup/V3/message",
            "/wazzup/v2/message",
            "/wazzup/message",
            "/wazzup//v3/message",
            "//wazzup/v3/message",
            "/wazzup/v3//message",
            "/wazzup/v3/%6Dessage",
            "/wazzup/v3/message%2F",
            "/wazzup/v3%2Fmessage",
            "/wazzup/%76%33/message",
            "/wazzup/v3/message;a=b",
            "/wazzup/v3/message.json",
            "/wazzup/v3/messages",
            "/wazzup/v3/x/..%2Fmessage",
            "/wazzup/v3/message?_method=POST",
            "/wazzup/v3/message?chatId=15550109999",
            "/wazzup/v3/message/" + UUID.randomUUID())) {
      Answer answer = world.call("POST", target, body);
      assertThat(answer.status()).as(target + " " + answer.text()).isBetween(400, 499);
    }
    for (String method : List.of("PUT", "PATCH", "DELETE", "GET")) {
      assertThat(world.call(method, WazzupWorld.MESSAGE, body).status()).isBetween(400, 499);
    }
    assertThat(world.taken(contact)).isEmpty();
  }

  @Test
  void noOtherFormOrBodyCarriesAMessagePast() {
    world.wrote(GRAY, contact);
    String stranger = WazzupWorld.newContact();
    String json = text(GRAY, stranger).encode();
    String twice = json.replace("\"text\"", "\"chatId\":\"" + contact + "\",\"text\"");
    for (String body :
        List.of(
            twice,
            "\uFEFF" + json,
            "[" + json + "]",
            json + json,
            json.replace(stranger, "+" + stranger),
            json.replace(stranger, stranger + "@c.us"),
            json.replace("\"chatId\":\"" + stranger, "\"phone\":\"" + stranger),
            json.replace("\"text\"", "\"username\":\"" + stranger + "\",\"text\""),
            json.replace("\"" + stranger + "\"", "[\"" + stranger + "\"]"),
            text(GRAY, contact).put("ChatId", stranger).encode(),
            json.replace("\"whatsapp\"", "\"WhatsApp\""),
            json.replace("\"whatsapp\"", "\"whatsgroup\""),
            json.replace("\"" + stranger + "\"", stranger))) {
      Answer answer =
          post(WazzupWorld.MESSAGE, "application/json", body.getBytes(StandardCharsets.UTF_8));
      assertThat(answer.status()).as(body + answer.text()).isEqualTo(400);
      assertThat(answer.header("Sallyport-Decision")).as(body).isEqualTo("rejected");
    }
    for (String type :
        List.of("application/x-www-form-urlencoded", "text/plain", "multipart/form-data")) {
      byte[] bytes = text(GRAY, contact).encode().getBytes(StandardCharsets.UTF_8);
      assertThat(post(WazzupWorld.MESSAGE, type, bytes).status()).as(type).isEqualTo(400);
    }
    assertThat(world.taken(stranger)).isEmpty();
  }

  @Test
  void otherCallsPassWithTheirBytesAndWazzupsKey() {
    Answer channels = world.call("GET", "/wazzup/v3/channels", null);
    assertThat(channels.status()).isEqualTo(200);
    assertThat(new JsonArray(Buffer.buffer(channels.body())).size()).isEqualTo(4);

    world.wrote(GRAY, contact);
    String id = forwarded(world.send(text(GRAY, contact))).json().getString("messageId");
    String edit = "{ \"text\" : \"Another\" }";
    assertThat(world.call("PATCH", "/wazzup/v3/message/" + id, edit).status()).isEqualTo(200);
    assertThat(world.call("DELETE", "/wazzup/v3/message/" + id, null).status()).isEqualTo(200);
    assertThat(world.wazzup.calls())
        .anySatisfy(
            call -> {
              assertThat(call.method()).isEqualTo("PATCH");
              assertThat(call.path()).isEqualTo("/v3/message/" + id);
              assertThat(call.body()).isEqualTo(edit);
              assertThat(call.authorization()).isEqualTo("Bearer dev-wazzup-key");
            });
  }

  @Test
  void aKeyThatIsNoClientsIs401InWazzupsShape() {
    Answer answer = world.gateway.post(WazzupWorld.MESSAGE, text(GRAY, contact));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.json().getString("error")).isEqualTo("UNAUTHORIZED");
    assertThat(answer.json().getString("requestId")).startsWith("sallyport-");
    assertThat(answer.header("Sallyport-Reason")).isEqualTo("unauthenticated");
  }

  @Test
  void webhooksStayWithTheGateway() {
    String elsewhere = "{\"webhooksUri\":\"https://elsewhere.example.com/hooks\"}";
    Answer moved = world.call("PATCH", "/wazzup/v3/webhooks", elsewhere);
    assertThat(moved.status()).isEqualTo(403);
    assertThat(moved.header("Sallyport-Reason")).isEqualTo("webhook_override");
    for (String spelling :
        List.of("/wazzup/v3/Webhooks", "/wazzup/v3/webhooks/", "/wazzup/v3/webhook%73")) {
      assertThat(world.call("PATCH", spelling, elsewhere).status()).isEqualTo(400);
    }
    String twice = "{\"webhooksUri\":\"" + world.webhooks() + "\"," + elsewhere.substring(1);
    assertThat(world.call("PATCH", "/wazzup/v3/webhooks", twice).status()).isEqualTo(400);
    assertThat(world.wazzup.webhooksUri()).isEqualTo(world.webhooks());

    String own = JsonObject.of("webhooksUri", world.webhooks()).encode();
    assertThat(world.call("PATCH", "/wazzup/v3/webhooks", own).status()).isEqualTo(200);
  }

  @Test
  void whatWazzupDeliversGoesOnByChannelWithItsBytes() {
    String other = WazzupWorld.newContact();
    world.wrote(WAPI, other);
    world.wrote(GRAY, contact);
    String id = forwarded(world.send(text(GRAY, contact))).json().getString("messageId");

    Scenario.await()
        .untilAsserted(
            () -> {
              assertThat(crm.taken(contact)).isNotEmpty();
              assertThat(crm.taken(id))
                  .anySatisfy(status -> assertThat(status.text()).contains("\"delivered\""));
            });
    assertThat(crm.received(other)).isEmpty();
    assertThat(crm.taken(contact).get(0).header("Content-Type"))
        .isEqualTo("application/json; charset-utf-8");
  }

  @Test
  void anotherSecretIs401AndNothingIsKept() {
    String right = world.webhooks();
    world.wazzup.webhooksUri(right + "x");
    assertThat(world.wazzup.inbound(GRAY, contact)).isEqualTo(401);
    world.wazzup.webhooksUri(right);
    refused(world.send(text(GRAY, contact)), "first_contact", "MESSAGES_NOT_TEXT_FIRST");
  }

  @Test
  void fuzzedBodiesAndWebhooksAreNoFaultOfOurs() {
    Mutations mutations = new Mutations(new Random(16));
    String body = text(GRAY, contact).put("crmMessageId", "1").encode();
    JsonObject item =
        JsonObject.of("messageId", "m", "channelId", GRAY, "chatType", "whatsapp")
            .put("chatId", contact)
            .put("dateTime", Instant.now().toString())
            .put("status", "inbound");
    String hook =
        JsonObject.of("messages", JsonArray.of(item))
            .put("statuses", JsonArray.of(JsonObject.of("messageId", "m", "status", "error")))
            .encode();
    for (int i = 0; i < 400; i++) {
      Answer sent = post(WazzupWorld.MESSAGE, "application/json", mutations.of(List.of(body)));
      assertThat(sent.status()).as(sent.text()).isLessThan(500);
      Answer told = post(WazzupWorld.WEBHOOKS, "application/json", mutations.of(List.of(hook)));
      assertThat(told.status()).as(told.text()).isEqualTo(200);
    }
    assertThat(world.gateway.manage("/q/metrics").text())
        .contains("sallyport_decisions_total{channel=\"wazzup\",class=\"free_form\",");
  }

  @Test
  void whatIsKnownIsImportedShownAndExplained() {
    String before = Instant.now().minus(Duration.ofDays(100)).toString();
    String line = JsonObject.of("contact", "+" + contact, "last_inbound_at", before).encode();
    Answer imported =
        post(CHANNELS + "/import", "application/x-ndjson", line.getBytes(StandardCharsets.UTF_8));
    assertThat(imported.json().getInteger("imported")).as(imported.text()).isEqualTo(1);

    forwarded(world.send(text(GRAY, contact)));
    JsonObject shown = world.call("GET", CHANNELS + "/contacts/" + contact, null).json();
    assertThat(shown.getInteger("unanswered")).isEqualTo(1);
    assertThat(shown.getJsonObject("window").getString("last_inbound_at")).isNotNull();

    String stranger = text(GRAY, WazzupWorld.newContact()).encode();
    JsonObject explained = world.call("POST", CHANNELS + "/explain", stranger).json();
    assertThat(explained.getString("verdict")).isEqualTo("refuse");
    assertThat(explained.getString("reason")).isEqualTo("first_contact");
    JsonObject passes =
        world.call("POST", CHANNELS + "/explain", text(GRAY, contact).encode()).json();
    assertThat(passes.getString("verdict")).isEqualTo("forward");
    assertThat(world.call("GET", "/sallyport/v1/channels/none/contacts/1", null).status())
        .isEqualTo(400);
  }

  @Test
  void theStateOfAChannelIsInHealthAndAMeter() {
    assertThat(world.wazzup.state(WAPI, "Blocked")).isEqualTo(200);

    assertThat(world.gateway.manage("/q/health/ready").text()).contains("Blocked");
    assertThat(world.gateway.manage("/q/health/ready").status()).isEqualTo(200);
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(world.gateway.manage("/q/metrics").text())
                    .containsPattern(
                        "sallyport_gray_channel_state\\{channel=\""
                            + WAPI
                            + "\",state=\"blocked\",transport=\"wapi\"\\} 1"));
    world.wazzup.state(WAPI, "active");
  }
}
