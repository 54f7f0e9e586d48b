package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What was decided can be read later, and a person can be forgotten. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = "sallyport.audit.remembered", value = "1000"))
class AuditIT extends Scenario {

  private static final String NUMBERS = "/sallyport/v1/numbers/" + World.NUMBER;

  private JsonArray decisions(String query) {
    Answer answer = gateway().get(NUMBERS + "/decisions" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().getJsonArray("decisions");
  }

  private JsonArray decisionsOf(String contact, int many) {
    String query = "?contact=" + contact;
    await().until(() -> decisions(query).size() == many);
    return decisions(query);
  }

  @Test
  void tellsOfEachSendWhatWasDecidedAndWhy() {
    String contact = newContact();
    Answer refused = gateway().send(Bodies.text(contact));
    String wamid = gateway().send(Bodies.utility(contact)).wamid();

    JsonArray both = decisionsOf(contact, 2);

    JsonObject forwarded = both.getJsonObject(0);
    assertThat(forwarded.getString("decision")).isEqualTo("forwarded");
    assertThat(forwarded.getString("wamid")).isEqualTo(wamid);
    assertThat(forwarded.getString("template")).isEqualTo("order_update");
    assertThat(forwarded.getString("category")).isEqualTo("utility");
    assertThat(forwarded.getInteger("status")).isEqualTo(200);
    assertThat(forwarded.getString("charge")).isNotNull();
    JsonObject rejected = both.getJsonObject(1);
    assertThat(rejected.getString("decision")).isEqualTo("rejected");
    assertThat(rejected.getString("reason")).isEqualTo("window_closed");
    assertThat(refused.json().getJsonObject("error").getString("fbtrace_id"))
        .isEqualTo("sallyport-" + rejected.getString("id"));
    assertThat(rejected.getString("contact")).isEqualTo(contact);
    assertThat(rejected.getString("details")).isEqualTo(refused.details());
    assertThat(both.encode()).doesNotContain(Gateway.CALLER_TOKEN);
    assertThat(decisions("?reason=window_closed&contact=+" + contact)).hasSize(1);
    assertThat(decisions("?reason=opted_out&contact=" + contact)).isEmpty();
  }

  @Test
  void pagesFromTheNewestToTheOldest() {
    String contact = newContact();
    for (int i = 0; i < 5; i++) {
      gateway().send(Bodies.text(contact));
    }
    decisionsOf(contact, 5);

    JsonObject first = gateway().get(NUMBERS + "/decisions?limit=2").json();
    JsonObject second =
        gateway().get(NUMBERS + "/decisions?limit=2&before=" + first.getString("next")).json();

    assertThat(first.getJsonArray("decisions")).hasSize(2);
    assertThat(second.getJsonArray("decisions")).hasSize(2);
    Instant newer = Instant.parse(first.getJsonArray("decisions").getJsonObject(1).getString("at"));
    Instant older =
        Instant.parse(second.getJsonArray("decisions").getJsonObject(0).getString("at"));
    assertThat(older).isBeforeOrEqualTo(newer);
    for (String limit : new String[] {"0", "x", "-1", "1.5", "99999999999"}) {
      assertThat(gateway().get(NUMBERS + "/decisions?limit=" + limit).status()).isEqualTo(400);
    }
    assertThat(gateway().get(NUMBERS + "/decisions?before=x").status()).isEqualTo(400);
  }

  @Test
  void forgetsAPerson() {
    String contact = contactWithOpenWindow();
    gateway().send(Bodies.text(contact)).assertForwarded();
    decisionsOf(contact, 1);

    assertThat(gateway().delete(NUMBERS + "/contacts/" + contact).status()).isEqualTo(204);

    JsonObject known = gateway().get(NUMBERS + "/contacts/" + contact).json();
    assertThat(known.getJsonObject("window").getString("last_inbound_at")).isNull();
    assertThat(decisions("?contact=" + contact)).isEmpty();
    gateway().send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
    assertThat(gateway().delete(NUMBERS + "/contacts/" + newContact()).status()).isEqualTo(204);
  }
}
