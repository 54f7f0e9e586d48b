package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is one way to send; no other spelling of it slips past the policy. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class PathIT extends Scenario {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//106540352242922/messages",
        "/v23.0//106540352242922/messages",
        "/v23.0/106540352242922//messages",
        "/v23.0/106540352242922/messages/",
        "/v23.0/106540352242922/messages//",
        "/v23.0/106540352242922%2Fmessages",
        "/v23.0%2F106540352242922%2Fmessages",
        "/v23.0/106540352242922%252Fmessages",
        "/v23.0/106540352242922/%6Dessages",
        "/v23.0/106540352242922/%256Dessages",
        "/v23.0/106540352242922/messages%20",
        "/v23.0/106540352242922/messages%00",
        "/v23.0/106540352242922/messages%0A",
        "/v23.0/106540352242922/messages%3Ffields=a",
        "/v23.0/106540352242922/messages%23",
        "/v23.0/106540352242922/messages;a=b",
        "/v23.0/106540352242922%5Cmessages",
        "/v23.0/106540352242922/Messages",
        "/v23.0/106540352242922/MESSAGES",
        "/V23.0/106540352242922/messages",
        "/v23/106540352242922/messages",
        "/23.0/106540352242922/messages",
        "/v23.0/106540352242922/Marketing_Messages",
        "/v23.0/106540352242922/messages_encrypted",
        "/v23.0/106540352242922/messages/extra",
        "/v1/../v23.0/106540352242922/messages",
        "/v23.0/x/../106540352242922/messages",
        "/v23.0/./106540352242922/messages",
        "/v23.0/%2e%2e/106540352242922/messages",
        "/v23.0/..%2F106540352242922/messages",
        "/v23.0/106540352242922/messages/.",
        "/v23.0/106540352242922/x/..",
        "/v23.0/102290129340398/106540352242922/messages",
        "/",
        "/v23.0",
        "/v23.0/",
        "/?batch=%5B%5D",
        "/V23.0/?access_token=a",
        "/v23.0/106540352242922/messages.json",
        "/v23.0/106540352242922/messages_v2",
        "/v23.0/106540352242922/messages+",
        "/v23.0/106540352242922/messages%2Ejson",
        "/v23.0/106540352242922/messages%3Btype=text",
        "/v23.0/106540352242922%25252Fmessages",
        "/v23.0/106540352242922%c0%afmessages",
        "/v23.0/106540352242922/%ef%bd%8dessages",
        "/v23.0/106540352242922%3Fx/messages",
        "/v23.0/106540352242922%3Fbatch=%5B%5D",
        "/v23.0/106540352242922\\messages",
        "/v23.0/106540352242922/messages%zz",
        "/v23.0/106540352242922%u002Fmessages",
        "/v23.0/106540352242922/messages#x",
        "/%3Fbatch%3D%5B%5D"
      })
  void refusesEveryOtherSpellingOfASend(String target) {
    String contact = contactWithOpenWindow();
    int before = twin().requests().size();

    Answer answer = post(target, Bodies.text(contact));

    assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    answer.assertGraphError(answer.status(), 100);
    assertThat(twin().requests().size()).isEqualTo(before);
    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webhooks/../106540352242922/messages",
        "/q/../106540352242922/messages",
        "/sallyport/v1/../../106540352242922/messages",
        "/sallyport/v1/106540352242922/messages",
        "//sallyport/v1/x",
        "/sallyport/v1/x",
        "/q/health",
        "/webhooks/whatsap"
      })
  void neverHandsItsOwnPathsToMeta(String target) {
    int before = twin().requests().size();

    Answer answer = post(target, Bodies.text(newContact()));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(twin().requests().size()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v23.0/106540352242922/messages?to%zz=1",
        "/v23.0/106540352242922/messages?x=100%",
        "/v23.0/106540352242922?x=%u0020"
      })
  void refusesABrokenEscape(String target) {
    String contact = contactWithOpenWindow();

    Answer answer = post(target, Bodies.text(contact));

    answer.assertGraphError(400, 100).contains("percent");
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to=16505550001",
        "recipient=US.1",
        "type=text",
        "text=hi",
        "template=x",
        "status=read",
        "message_id=wamid.1",
        "category=utility",
        "recipient_type=group",
        "messaging_product=whatsapp",
        "%74o=16505550001",
        "t%6F=1",
        "TO=1",
        "text[body]=hi",
        "text%5Bbody%5D=hi",
        "template[name]=x",
        "to[]=1",
        "to",
        "a=b&to=1",
        "a=b;to=1",
        "a&&to=1",
        "+to=1",
        "to%20=1",
        "batch=%5B%5D",
        "method=get",
        "METHOD=delete",
        "%6Dethod=get",
        "batch"
      })
  void refusesAQueryThatSaysWhatTheBodyMustSay(String query) {
    String contact = contactWithOpenWindow();

    Answer answer = post(Gateway.messages(World.NUMBER) + "?" + query, Bodies.text(contact));

    answer.assertRefused(400, 100, "invalid_body").contains("query");
    assertThat(reachedMeta(contact)).isEmpty();
    gateway().send(Bodies.text(contact)).assertForwarded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999999999999999", "me", "102290129340398", "app", "16505550001"})
  void refusesANumberThatIsNotConfigured(String phoneNumberId) {
    String contact = contactWithOpenWindow();

    Answer answer = post(Gateway.messages(phoneNumberId), Bodies.text(contact));

    answer
        .assertRefused(400, 100, "unknown_number")
        .contains(phoneNumberId, "sallyport.numbers", "waba-id");
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "post"})
  void refusesEveryOtherMethodOnASend(String method) {
    String contact = contactWithOpenWindow();

    Answer answer = exchange(method, Gateway.messages(World.NUMBER), Bodies.text(contact));

    answer.assertRefused(400, 100, "invalid_body").contains("POST");
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override: GET", "X-Original-URL: /a", "X-Rewrite-URL: /a"})
  void decidesByThePathAndNotByAHeader(String header) {
    String contact = contactWithClosedWindow();
    String target = Gateway.messages(World.NUMBER) + " HTTP/1.1\n" + header;

    Answer answer = exchange("POST", target, Bodies.text(contact));

    answer.assertRefused(400, 131047, "window_closed");
    assertThat(reachedMeta(contact)).isEmpty();
  }

  private Answer post(String target, JsonObject body) {
    return exchange("POST", target, body);
  }

  private Answer exchange(String method, String target, JsonObject body) {
    String line = target.contains(" HTTP/1.1") ? target : target + " HTTP/1.1";
    return Wire.exchange(
        gateway().port(),
        method + " " + line + "\nContent-Type: application/json\nAuthorization: Bearer a",
        body.encode().getBytes(StandardCharsets.UTF_8));
  }
}
