package io.sallyport.it.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A gateway that Meta sends no more webhooks of an account knows that it is deaf. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class CoverageIT extends Scenario {

  private static final String NUMBER = World.TOKENLESS_NUMBER;
  private static final String WABA = World.TOKENLESS_WABA;

  @Test
  void endsWithTheAccountsConnectionAndStartsAnewWithIt() {
    coveredForADay();
    assertThat(window()).isEqualTo("closed");

    JsonObject announced = JsonObject.of("waba_ban_state", "SCHEDULE_FOR_DISABLE");
    tell(Events.account("DISABLED_UPDATE", WABA, now(), "ban_info", announced));
    assertThat(window()).isEqualTo("closed");

    Instant removed = now();
    JsonObject news = Events.account("PARTNER_REMOVED", WABA, removed);
    tell(wrote(removed), news, wrote(removed.plusSeconds(2)));
    assertDeaf(removed);

    tell(wrote(removed.minusSeconds(600)));
    tell(Events.account("ACCOUNT_RECONNECTED", WABA, removed.minusSeconds(60)));
    assertDeaf(removed);

    tell(Events.account("ACCOUNT_RECONNECTED", WABA, removed.plusSeconds(5)));
    tell(news);
    JsonObject anew = coverage();
    assertThat(anew.getString("state")).isEqualTo("partial");
    assertThat(anew.getString("gap")).isEqualTo("disconnected");
    assertThat(anew.getString("ended_at")).isNull();
    assertThat(window()).isEqualTo("unknown");
    coveredForADay();
    assertThat(window()).isEqualTo("closed");
  }

  private void assertDeaf(Instant since) {
    assertThat(window()).isEqualTo("unknown");
    JsonObject coverage = coverage();
    assertThat(coverage.getString("state")).isEqualTo("none");
    assertThat(coverage.getString("ended_at")).isEqualTo(since.toString());
    assertThat(coverage.getString("ended_by")).isEqualTo("partner_removed");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                gateway()
                    .manage("/q/health/ready")
                    .text()
                    .contains("none since " + since + ": Meta sends no more webhooks"));
  }

  /** Since a day before now, as if a webhook had come then: nothing else tells the time here. */
  private void coveredForADay() {
    tell(wrote(now()));
    long since = now().minus(Duration.ofHours(25)).getEpochSecond();
    world.store().command("HSET sp:{" + NUMBER + "}:n covered " + since);
  }

  private static JsonObject wrote(Instant at) {
    return Events.inbound(NUMBER, JsonObject.of("from", newContact()), "text", at);
  }

  /** Of a contact nobody has heard of. */
  private String window() {
    Answer answer = gateway().post(Gateway.messages(NUMBER), Bodies.text(newContact()));
    answer.assertRefused(400, 131047, "window_closed");
    return answer.header("Sallyport-Window");
  }

  private JsonObject coverage() {
    return gateway().get("/sallyport/v1/numbers/" + NUMBER).json().getJsonObject("coverage");
  }
}
