package io.sallyport.it.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where moving webhooks is only observed, it passes, and is told of. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs =
        @ResourceArg(name = "sallyport.policy.enforcement.\"webhook_override\"", value = "observe"))
class WebhookOverrideIT extends Scenario {

  private static final String SUBSCRIBED_APPS = "/v23.0/" + World.WABA + "/subscribed_apps";
  private static final String COUNTED =
      "sallyport_decisions_total{channel=\"none\",class=\"none\",outcome=\"observed\",reason=\"webhook_override\"}"
          + " ";

  @Test
  void passesWithItsBytesAndIsCounted() {
    String query = "?override_callback_uri=https%3A%2F%2Fcrm.example%2Fhook";
    JsonObject body =
        JsonObject.of("override_callback_uri", "https://crm.example/hook", "verify_token", "t");

    Answer answer = gateway().post(SUBSCRIBED_APPS + query, body);

    assertThat(answer.header("Sallyport-Decision")).isEqualTo("observed");
    assertThat(answer.header("Sallyport-Reason")).isEqualTo("webhook_override");
    List<ReceivedRequest> passed =
        twin().requests().stream().filter(one -> one.path().equals(SUBSCRIBED_APPS)).toList();
    assertThat(passed).anyMatch(one -> Arrays.equals(one.bytes(), bytes(body)));
    assertThat(gateway().manage("/q/metrics").text()).contains(COUNTED + "1.0");
  }

  private static byte[] bytes(JsonObject body) {
    return body.encode().getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void plainSubscribingIsNotSpokenOf() {
    Answer answer = gateway().post(SUBSCRIBED_APPS, new JsonObject());

    assertThat(answer.header("Sallyport-Decision")).isNull();
  }
}
