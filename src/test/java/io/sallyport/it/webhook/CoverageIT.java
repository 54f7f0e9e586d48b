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
import java.util.Locale;
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
    assertDeaf(removed, "PARTNER_REMOVED");

    tell(wrote(removed.minusSeconds(600)));
    tell(Events.account("ACCOUNT_RECONNECTED", WABA, removed.minusSeconds(60)));
    assertDeaf(removed, "PARTNER_REMOVED");

    tell(Events.account("ACCOUNT_RECONNECTED", WABA, removed.plusSeconds(5)));
    tell(news);
    JsonObject anew = coverage();
    assertThat(anew.getString("state")).isEqualTo("partial");
    assertThat(anew.getString("gap")).isEqualTo("disconnected");
    assertThat(anew.getString("ended_at")).isNull();
    assertThat(window()).isEqualTo("unknown");
    coveredForADay();
    assertThat(window()).isEqualTo("closed");

    Instant left = removed.plusSeconds(10);
    tell(accountsOwn("ACCOUNT_OFFBOARDED", left));
    assertDeaf(left, "ACCOUNT_OFFBOARDED");
  }

  /** As the account's own entry tells it, and not that of its partner. */
  private static JsonObject accountsOwn(String event, Instant at) {
    return Events.change("account_update", JsonObject.of("event", event))
        .put("id", WABA)
        .put("time", at.getEpochSecond());
  }

  private void assertDeaf(Instant since, String event) {
    assertThat(window()).isEqualTo("unknown");
    JsonObject coverage = coverage();
    assertThat(coverage.getString("state")).isEqualTo("none");
    assertThat(coverage.getString("ended_at")).isEqualTo(since.toString());
    assertThat(coverage.getString("ended_by")).isEqualTo(event.toLowerCase(Locale.ROOT));
    String told = "none since " + since + ": Meta sends no more webhooks of the account (" + event;
    await().until(() -> health().startsWith(told));
  }

  /** What health says of the number. */
  private String health() {
    return gateway().manage("/q/health/ready").json().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("name").equals("Webhook coverage"))
        .map(check -> check.getJsonObject("data").getString("number " + NUMBER))
        .findFirst()
        .orElseThrow();
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
