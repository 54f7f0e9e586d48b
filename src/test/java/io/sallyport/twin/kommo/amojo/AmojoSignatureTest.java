package io.sallyport.twin.kommo.amojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.kommo.KommoFixture;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.chats.Channel;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** connector-facts A3: the golden vectors, and every rule over a socket. */
class AmojoSignatureTest extends KommoFixture {
  private static final String C = "344a5002-f8ca-454d-af3d-396180102ac7";
  private static final String ACC = "52e591f7-c98f-4255-8495-827210138c81";
  private static final String S1 = "f2d7f8704eff95087ed45b23ba99c0b5aac8278e";
  private static final String S2 = "5a44c5dff55f3c15a4cce8d7c4cc27e207c7e189";
  private static final String TYPING = "/typing";

  @BeforeEach
  void connected() {
    connect();
    receive("w1", "Hello");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "S1|POST|C/connect|Wed, 15 Dec 2021 23:12:55 +0000"
            + "|{\"account_id\":\"ACC\",\"title\":\"ChatsIntegration\",\"hook_api_version\":\"v2\"}"
            + "|2fbcb3c652b61e24e004daddfc73d0ce|81211856ce0c5095f3e1a90c0a38dc9d736cfd55",
        "S1|DELETE|C/disconnect|Wed, 15 Dec 2021 23:59:28 +0000|{\"account_id\":\"ACC\"}"
            + "|271fa2e4fb0ff84a3ef9689027bd1f38|e1678e3b6aa674b5127f4feb448e6200ce0bfc72",
        "S1|POST|C_ACC/typing|Thu, 16 Dec 2021 16:01:21 +0000"
            + "|{\"conversation_id\":\"my_int-d5a421f7f218\",\"sender\":{\"id\":"
            + "\"my_int-1376265f-86df-4c49-a0c3-a4816df41af8\"}}"
            + "|255a22566d68be207fa36804e78a523a|e8263b1daf2b20396c02db6c8c846f95cc0f9540",
        "S1|POST|C_ACC/079e44fb-fc22-476b-9e8a-421b688ec53b/delivery_status"
            + "|Thu, 16 Dec 2021 12:58:40 +0000"
            + "|{\"msgid\":\"079e44fb-fc22-476b-9e8a-421b688ec53b\",\"delivery_status\":2,"
            + "\"error_code\":905,\"error\":\"Error text\"}"
            + "|a0bbbac729c6341f0a521e2db7a8a236|ca51f810785031385a801f41103244713c1a2352",
        "S2|POST|f90ba33d-c9d9-44da-b76c-c349b0ecbe41/connect|Thu, 29 Oct 2020 11:59:55 +0000"
            + "|{\"account_id\":\"af9945ff-1490-4cad-807d-945c15d88bec\",\"title\":\"ScopeTitle\","
            + "\"hook_api_version\":\"v2\"}"
            + "|a5e8ae04332a6d0aac15f01ad05d40e3|e0dcc1936d766a7d5f53fe19887fafa50bef92e0",
        "S2|GET|C_ACC/chats/8e4d4baa-9e6c-4a88-838a-5f62be227bdc/history"
            + "|Thu, 16 Dec 2021 16:01:21 +0000|``"
            + "|d41d8cd98f00b204e9800998ecf8427e|8d4a1fe2689c8e117fa8bfcbb322cdd0c8514026"
      })
  void takesTheGoldenVectors(
      String key, String method, String path, String date, String body, String md5, String hmac) {
    Channel channel = channel(key.equals("S1") ? S1 : S2);
    Request request = request(method, path, date, body, md5, hmac);
    Instant signed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();

    AmojoSignature.check(request, channel, signed.plus(AmojoSignature.VALID));

    Channel other = channel(channel.secret() + "0");
    assertThatThrownBy(() -> AmojoSignature.check(request, other, signed))
        .hasMessageContaining("X-Signature");
    Instant late = signed.plus(AmojoSignature.VALID).plusSeconds(1);
    assertThatThrownBy(() -> AmojoSignature.check(request, channel, late))
        .hasMessageContaining("15 minutes");
  }

  private static Channel channel(String secret) {
    return new Channel(C, secret, "Title", "bot", null);
  }

  private static Request request(
      String method, String path, String date, String body, String md5, String hmac) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Date", date)
            .add("Content-Type", "application/json")
            .add("Content-MD5", md5)
            .add("X-Signature", hmac);
    String full = ROOT + path.replaceFirst("^C(?=[_/])", C).replace("_ACC", "_" + ACC);
    Buffer bytes = Buffer.buffer(body.replace("ACC", ACC));
    MultiMap none = MultiMap.caseInsensitiveMultiMap();
    return new Request(method, full, List.of(), none, headers, bytes, "");
  }

  @Test
  void takesBothZonesInTheDate() {
    String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));

    assertThat(now).endsWith("GMT");
    assertThat(typing().date(now).send().statusCode()).isEqualTo(204);
    assertThat(typing().send().statusCode()).isEqualTo(204);
  }

  @Test
  void signsNoQuery() {
    String chat = twin.chats().get(0).id();
    Signed history = signed("GET", SCOPE + "/chats/" + chat + "/history", "");

    assertThat(history.query("?offset=0&limit=50").send().statusCode()).isEqualTo(200);
  }

  @Test
  void refusesDatesMoreThanFifteenMinutesAway() {
    Signed before = typing();
    twin.clock().advance(Duration.ofMinutes(16));

    assertThat(before.send().statusCode()).isEqualTo(403);
    String ahead =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(33));
    assertThat(typing().date(ahead).send().statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-11-30T10:00:00Z", "Mon, 30 Nov 2026", "1639572261"})
  void refusesWhatIsNoDateOfRfc2822(String date) {
    assertThat(typing().date(date).send().statusCode()).isEqualTo(403);
  }

  @Test
  void refusesAWrongDigestAndAWrongSignature() {
    String digest = hex(digest("something else"));
    String right = typing().signature();

    assertThat(typing().md5(digest).send().statusCode()).isEqualTo(403);
    assertThat(typing().md5("").send().statusCode()).isEqualTo(403);
    assertThat(typing().secret("another secret").send().statusCode()).isEqualTo(403);
    assertThat(typing().signature("").send().statusCode()).isEqualTo(403);
    assertThat(typing().signature(right.toUpperCase(Locale.ROOT)).send().statusCode())
        .isEqualTo(403);
    assertThat(typing().send().statusCode()).isEqualTo(204);
  }

  @Test
  void refusesBodiesThatAreNotCalledJson() {
    assertThat(typing().type("text/plain").send().statusCode()).isEqualTo(400);
    assertThat(typing().type("").send().statusCode()).isEqualTo(400);
  }

  @Test
  void knowsNoOtherChannelScopeOrPath() {
    String other = KommoSeed.SOUTH.amojoId();

    assertThat(post("no-channel/connect", new JsonObject()).statusCode()).isEqualTo(404);
    assertThat(post(CHANNEL + "_" + other + TYPING, new JsonObject()).statusCode()).isEqualTo(404);
    assertThat(post(SCOPE + "/typings", new JsonObject()).statusCode()).isEqualTo(404);
    assertThat(post("/" + SCOPE + TYPING, typingBody()).statusCode()).isEqualTo(404);
  }

  private Signed typing() {
    return signed("POST", SCOPE + TYPING, typingBody().encode());
  }

  private static JsonObject typingBody() {
    return JsonObject.of("conversation_id", CONVERSATION, "sender", JsonObject.of("id", PHONE));
  }
}
