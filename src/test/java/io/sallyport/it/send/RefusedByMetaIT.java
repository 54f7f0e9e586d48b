package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.circuit.Credential;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Meta refuses for the token, the account or the number is refused meanwhile with Meta's own
 * code (README.md#what-a-send-answers, rule 9). A world of its own: numbers are held back for a
 * minute.
 */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = "sallyport.policy.unknown-window", value = "allow"))
class RefusedByMetaIT extends Scenario {

  private static final String EXPIRED = "EAAatokenthatexpired";

  private Answer send(String number, String token, JsonObject body) {
    return gateway()
        .call(
            gateway()
                .to(Gateway.messages(number))
                .setHeader("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build());
  }

  private JsonObject explain(String number, String token, JsonObject body) {
    return gateway()
        .call(
            gateway()
                .to("/sallyport/v1/numbers/" + number + "/explain")
                .setHeader("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build())
        .json();
  }

  private void fails(Fault fault) {
    twin().fault(fault, 1);
  }

  private static void assertRetryAfter(Answer held) {
    assertThat(Integer.parseInt(held.header("Retry-After"))).isBetween(1, 60);
  }

  @Test
  void aTokenThatMetaDoesNotTakeIsRefusedAsThatAndNoOtherIs() {
    String contact = newContact();
    JsonObject body = Bodies.text(contact);
    String hash = new Credential(EXPIRED, null).hash();
    fails(Fault.TOKEN_EXPIRED);
    assertThat(send(World.NUMBER, EXPIRED, body).status()).isEqualTo(401);
    assertThat(reachedMeta(contact)).hasSize(1);

    Answer held = send(World.NUMBER, EXPIRED, body);

    held.assertGraphError(401, 190)
        .contains("the caller's access token (client " + hash + ")", "190", "is tried at")
        .doesNotContain(EXPIRED);
    assertThat(held.header("Sallyport-Decision")).isEqualTo("rejected");
    assertThat(held.header("Sallyport-Reason")).isEqualTo("token_refused");
    assertThat(held.header("WWW-Authenticate")).startsWith("Bearer");
    assertRetryAfter(held);
    assertThat(reachedMeta(contact)).hasSize(1);
    JsonObject explained = explain(World.NUMBER, EXPIRED, body);
    assertThat(explained.getString("reason")).isEqualTo("token_refused");
    assertThat(explained.encode()).contains(hash).doesNotContain(EXPIRED);
    assertThat(explain(World.NUMBER, Gateway.CALLER_TOKEN, body).getString("verdict"))
        .isEqualTo("forward");
    assertThat(gateway().manage("/q/health").text()).contains(hash).doesNotContain(EXPIRED);
    assertThat(gateway().manage("/q/metrics").text())
        .containsPattern("sallyport_decisions_total\\{[^}]*token_refused[^}]*\\} 1.0");
    send(World.NUMBER, Gateway.CALLER_TOKEN, body).assertForwarded();
  }

  @ParameterizedTest
  @CsvSource({
    "POLICY_BLOCK, 106540352242923, 403, 368",
    "NOT_REGISTERED, 106540352242924, 400, 133010",
    "ACCOUNT_LOCKED, 106540352242925, 403, 131031"
  })
  void aNumberThatMetaRefusesIsRefusedWithMetasCode(
      Fault fault, String number, int status, int code) {
    String contact = newContact();
    JsonObject body = Bodies.text(contact);
    fails(fault);
    assertThat(send(number, Gateway.CALLER_TOKEN, body).status()).isEqualTo(status);

    for (String token : new String[] {Gateway.CALLER_TOKEN, "EAAanother"}) {
      Answer held = send(number, token, body);

      held.assertGraphError(status, code)
          .contains("Meta has refused every send with " + code, "is tried at");
      assertThat(held.header("Sallyport-Reason")).isEqualTo("number_restricted");
      assertRetryAfter(held);
    }
    assertThat(reachedMeta(contact)).hasSize(1);
    JsonObject explained = explain(number, Gateway.CALLER_TOKEN, body);
    assertThat(explained.getString("reason")).isEqualTo("number_restricted");
    assertThat(explained.encode()).contains("refused every send with " + code);
    assertThat(gateway().manage("/q/health").text()).contains("refused every send with " + code);
  }
}
