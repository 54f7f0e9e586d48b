package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each participant a message to a group is delivered to is a charge; the send settles once. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class GroupsIT extends Scenario {

  private static final String SPEND = "/sallyport/v1/numbers/" + World.NUMBER + "/spend";

  private static final JsonObject CHARGED =
      JsonObject.of("billable", true, "pricing_model", "PMP")
          .put("type", "regular")
          .put("category", "group_utility");

  /** Of countries no other test sends to. */
  private final String german = "DE.1349" + newContact();

  private final String french = "FR.1349" + newContact();
  private final String spanish = "ES.1349" + newContact();
  private final String group = "Y2FwaV9ncm91cDox" + newContact() + "==";

  private JsonObject status(String wamid, String word) {
    return Events.status(group, wamid, word, now()).put("recipient_type", "group");
  }

  private JsonObject of(String participant, JsonObject status) {
    return status.put("recipient_participant_user_id", participant);
  }

  private JsonObject delivered(String wamid, String participant) {
    return of(participant, status(wamid, "delivered")).put("pricing", CHARGED);
  }

  private String send() {
    return gateway()
        .send(Bodies.utility(group).put("recipient_type", "group"))
        .assertForwarded()
        .wamid();
  }

  /** Messages, those of them Meta charges, and those it has priced. */
  private List<Integer> spent(String country) {
    return gateway().get(SPEND).json().getJsonArray("rows").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("category").equals("utility"))
        .filter(row -> country.equals(Objects.requireNonNullElse(row.getString("country"), "none")))
        .findFirst()
        .map(
            row ->
                List.of(
                    row.getInteger("messages"),
                    row.getInteger("billable"),
                    row.getInteger("confirmed")))
        .orElse(List.of(0, 0, 0));
  }

  private static List<Integer> plus(List<Integer> spent, int messages, int billable, int priced) {
    return List.of(spent.get(0) + messages, spent.get(1) + billable, spent.get(2) + priced);
  }

  @Test
  void costsWhatItsParticipantsCost() {
    List<Integer> none = spent("none");
    List<Integer> de = spent("DE");
    List<Integer> fr = spent("FR");
    String wamid = send();
    await().until(() -> spent("none").equals(plus(none, 1, 1, 0)));

    tell(Events.statuses(status(wamid, "sent").put("pricing", CHARGED)));
    assertThat(spent("none")).isEqualTo(plus(none, 1, 1, 1));
    tell(Events.statuses(delivered(wamid, german)));
    assertThat(spent("none")).isEqualTo(none);
    assertThat(spent("DE")).isEqualTo(plus(de, 1, 1, 1));
    tell(Events.statuses(delivered(wamid, german), of(german, status(wamid, "read"))));
    assertThat(spent("DE")).isEqualTo(plus(de, 1, 1, 1));
    tell(Events.statuses(delivered(wamid, french)));

    assertThat(spent("DE")).isEqualTo(plus(de, 1, 1, 1));
    assertThat(spent("FR")).isEqualTo(plus(fr, 1, 1, 1));
    assertThat(spent("none")).isEqualTo(none);
  }

  @Test
  void costsTheSameInWhateverOrder() {
    for (int seed = 0; seed < 12; seed++) {
      List<Integer> none = spent("none");
      List<Integer> de = spent("DE");
      List<Integer> fr = spent("FR");
      List<Integer> es = spent("ES");
      String wamid = send();
      await().until(() -> spent("none").equals(plus(none, 1, 1, 0)));
      List<JsonObject> all = new ArrayList<>();
      for (int twice = 0; twice < 2; twice++) {
        all.add(Events.statuses(status(wamid, "sent").put("pricing", CHARGED)));
        all.add(Events.statuses(delivered(wamid, german)));
        all.add(Events.statuses(of(german, status(wamid, "read"))));
        all.add(Events.statuses(delivered(wamid, french)));
        all.add(Events.statuses(of(spanish, status(wamid, "failed"))));
      }
      Collections.shuffle(all, new Random(seed));

      all.forEach(this::tell);

      assertThat(spent("DE")).as("seed %d", seed).isEqualTo(plus(de, 1, 1, 1));
      assertThat(spent("FR")).as("seed %d", seed).isEqualTo(plus(fr, 1, 1, 1));
      assertThat(spent("ES")).as("seed %d", seed).isEqualTo(es);
      assertThat(spent("none")).as("seed %d", seed).isEqualTo(none);
    }
  }
}
