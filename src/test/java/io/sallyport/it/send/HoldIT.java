package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sends that a person lets go, or not. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(name = "sallyport.clients.crm.key", value = Gateway.CALLER_TOKEN),
      @ResourceArg(name = "sallyport.clients.crm.hold", value = "first_contact,marketing"),
      @ResourceArg(name = "sallyport.clients.dear.key", value = HoldIT.DEAR),
      @ResourceArg(name = "sallyport.clients.dear.hold", value = "price>0.02"),
      @ResourceArg(name = "sallyport.clients.shy.key", value = HoldIT.SHY),
      @ResourceArg(name = "sallyport.clients.shy.hold", value = "template"),
      @ResourceArg(name = "sallyport.clients.shy.fallback", value = "notice_01/en_US"),
      @ResourceArg(name = "sallyport.budgets.shy.clients", value = "shy"),
      @ResourceArg(name = "sallyport.budgets.shy.messages", value = "1000"),
      @ResourceArg(name = "sallyport.operators.ann.key", value = HoldIT.OPERATOR),
      @ResourceArg(name = "sallyport.operators.ann.role", value = "operator"),
      @ResourceArg(name = "sallyport.operators.vic.key", value = HoldIT.VIEWER),
      @ResourceArg(name = "sallyport.pricing.rate-card", value = "deploy/rate-card.example.csv")
    })
class HoldIT extends Scenario {

  static final String DEAR = "dear-dear-dear-dear";
  static final String SHY = "shy-shy-shy-shy-shy";
  static final String OPERATOR = "ann-ann-ann-ann-ann";
  static final String VIEWER = "vic-vic-vic-vic-vic";

  private Answer call(String key, String method, String target, Object body, String... headers) {
    return gateway()
        .call(
            gateway()
                .to(target)
                .setHeader("Authorization", "Bearer " + key)
                .setHeader("Content-Type", "application/json")
                .headers(with(headers))
                .method(method, BodyPublishers.ofString(body.toString()))
                .build());
  }

  private static String[] with(String... headers) {
    return headers.length == 0 ? new String[] {"Accept", "*/*"} : headers;
  }

  private Answer send(String key, JsonObject body, String... headers) {
    return call(key, "POST", Gateway.messages(World.NUMBER), body, headers);
  }

  private Answer assertHeld(Answer answer, String... why) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("held");
    assertThat(answer.header("Sallyport-Reason")).isEqualTo("held");
    JsonObject shown = shown(answer);
    assertThat(answer.json().getMap()).containsAllEntriesOf(shown.getMap());
    assertThat(shown.getString("state")).isEqualTo("held");
    assertThat(shown.getString("reason")).isEqualTo("held");
    assertThat(Instant.parse(shown.getString("expires_at")))
        .isBetween(
            Instant.now().plus(Duration.ofDays(7)).minusSeconds(60),
            Instant.now().plus(Duration.ofDays(7)).plusSeconds(5));
    assertThat(held(shown.getString("id")).getJsonArray("why").getList()).isEqualTo(List.of(why));
    return answer;
  }

  private JsonObject held(String id) {
    JsonArray all = call(OPERATOR, "GET", "/sallyport/v1/held", "").json().getJsonArray("held");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(one -> one.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<String> heldIds(String key, String query) {
    JsonArray all = call(key, "GET", "/sallyport/v1/held" + query, "").json().getJsonArray("held");
    return all.stream().map(one -> ((JsonObject) one).getString("id")).toList();
  }

  private long usedByShy() {
    return call(SHY, "GET", "/sallyport/v1/budgets", "")
        .json()
        .getJsonArray("budgets")
        .getJsonObject(0)
        .getJsonObject("used")
        .getLong("messages");
  }

  private JsonObject shown(Answer held) {
    return call(OPERATOR, "GET", held.header("Location"), "").json();
  }

  private String state(Answer held) {
    return shown(held).getString("state");
  }

  private Answer decide(String key, Answer held, String word, Object body) {
    return call(key, "POST", held.header("Location") + "/" + word, body);
  }

  /** {@code curl -X POST}: no body, and no type of one. */
  @Test
  void aRefusalNeedsNoBody() {
    Answer held =
        assertHeld(
            send(Gateway.CALLER_TOKEN, Bodies.marketing(contactWithClosedWindow())), "marketing");

    Answer refused =
        gateway()
            .call(
                gateway()
                    .to(held.header("Location") + "/refuse")
                    .setHeader("Authorization", "Bearer " + OPERATOR)
                    .POST(BodyPublishers.noBody())
                    .build());

    assertThat(refused.status()).as(refused.text()).isEqualTo(200);
    assertThat(state(held)).isEqualTo("refused");
  }

  @Test
  void aPersonLetsItGo() {
    String contact = contactWithClosedWindow();

    Answer held = assertHeld(send(Gateway.CALLER_TOKEN, Bodies.marketing(contact)), "marketing");
    assertThat(reachedMeta(contact)).isEmpty();
    JsonObject listed = held(held.json().getString("id"));
    assertThat(listed.getString("phone_number_id")).isEqualTo(World.NUMBER);
    assertThat(listed.getString("client")).isEqualTo("crm");
    assertThat(listed.getString("contact")).isEqualTo(contact);
    assertThat(listed.getJsonObject("message")).isEqualTo(Bodies.marketing(contact));

    Answer released = decide(OPERATOR, held, "release", "");
    assertThat(released.status()).as(released.text()).isEqualTo(200);
    assertThat(released.json().getString("state")).isIn("queued", "sending", "sent");
    await().until(() -> state(held).equals("sent"));
    assertThat(reachedMeta(contact)).hasSize(1);
    assertThat(decide(OPERATOR, held, "release", "").status()).isEqualTo(409);
    assertThat(decide(OPERATOR, held, "refuse", "").status()).isEqualTo(409);
    assertThat(decide(OPERATOR, held, "release", "").details()).contains("The send is sent;");
  }

  @Test
  void aPersonSaysNo() {
    String contact = newContact();
    Answer held = assertHeld(send(Gateway.CALLER_TOKEN, Bodies.utility(contact)), "first_contact");

    Answer refused =
        decide(OPERATOR, held, "refuse", JsonObject.of("because", "Not before Monday."));

    assertThat(refused.status()).as(refused.text()).isEqualTo(200);
    JsonObject shown = shown(held);
    assertThat(shown.getString("state")).isEqualTo("refused");
    assertThat(shown.getString("reason")).isEqualTo("held");
    assertThat(shown.getString("answer")).isEqualTo("Not before Monday.");
    assertThat(decide(OPERATOR, held, "release", "").status()).isEqualTo(409);
    assertThat(reachedMeta(contact)).isEmpty();
    assertThat(
            decide(OPERATOR, held, "refuse", JsonObject.of("because", 7))
                .assertGraphError(400, 100)
                .contains("because"))
        .isNotNull();
  }

  @Test
  void onlyAnOperatorLetsItGo() {
    String contact = newContact();
    Answer held = assertHeld(send(Gateway.CALLER_TOKEN, Bodies.utility(contact)), "first_contact");

    for (String key : List.of(Gateway.CALLER_TOKEN, DEAR)) {
      assertThat(decide(key, held, "release", "").status()).isEqualTo(403);
      assertThat(decide(key, held, "refuse", "").status()).isEqualTo(403);
      assertThat(call(key, "GET", "/sallyport/v1/held", "").status()).isEqualTo(403);
    }
    assertThat(decide(VIEWER, held, "release", "").status()).isEqualTo(403);
    String location = held.header("Location");
    assertThat(call(DEAR, "GET", location, "").status()).isEqualTo(403);
    assertThat(call(DEAR, "DELETE", location, "").status()).isEqualTo(403);
    assertThat(call(VIEWER, "GET", location, "").status()).isEqualTo(200);
    assertThat(gateway().get(location).status()).isEqualTo(200);
    String id = shown(held).getString("id");
    assertThat(heldIds(VIEWER, "?number=" + World.NUMBER + "&client=crm")).contains(id);
    assertThat(heldIds(OPERATOR, "?number=" + World.QUIET_NUMBER)).doesNotContain(id);
    assertThat(heldIds(OPERATOR, "?client=shy")).doesNotContain(id);
    assertThat(state(held)).isEqualTo("held");
  }

  /** Whoever wrote, and whoever was written to, is no stranger. */
  @Test
  void onlyAStrangerIsAFirstContact() {
    String wrote = contactWithOpenWindow();
    send(Gateway.CALLER_TOKEN, Bodies.text(wrote)).assertForwarded();

    String writtenTo = newContact();
    Answer held =
        assertHeld(send(Gateway.CALLER_TOKEN, Bodies.utility(writtenTo)), "first_contact");
    decide(OPERATOR, held, "release", "");
    await().until(() -> state(held).equals("sent"));
    send(Gateway.CALLER_TOKEN, Bodies.utility(writtenTo)).assertForwarded();

    String optedIn = newContact();
    call(
        Gateway.CALLER_TOKEN,
        "PUT",
        "/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + optedIn + "/consent",
        JsonObject.of("state", "opt_in", "source", "shop"));
    assertHeld(send(Gateway.CALLER_TOKEN, Bodies.utility(optedIn)), "first_contact");
  }

  @Test
  void whatARuleRefusesIsNotHeld() {
    String stopped = contactWithClosedWindow();
    tell(Events.preference(stopped, "stop", now()));

    send(Gateway.CALLER_TOKEN, Bodies.marketing(stopped)).assertRefused(400, 131050, "opted_out");
    send(Gateway.CALLER_TOKEN, Bodies.text(contactWithClosedWindow()))
        .assertRefused(400, 131047, "window_closed");
  }

  /** The verdict is taken again. */
  @Test
  void whatARuleRefusesWhenItIsLetGoDoesNotLeave() {
    String contact = contactWithClosedWindow();
    Answer held = assertHeld(send(Gateway.CALLER_TOKEN, Bodies.marketing(contact)), "marketing");
    tell(Events.preference(contact, "stop", now()));

    decide(OPERATOR, held, "release", "");

    await().until(() -> state(held).equals("refused"));
    assertThat(shown(held).getString("reason")).isEqualTo("opted_out");
    assertThat(reachedMeta(contact)).isEmpty();
  }

  @Test
  void whatCostsMoreIsHeld() {
    String contact = contactWithClosedWindow();

    assertHeld(send(DEAR, Bodies.marketing(contact)), "price>0.02");
    send(DEAR, Bodies.utility(contact)).assertForwarded();
  }

  @Test
  void theTemplateInPlaceOfATextIsHeldToo() {
    String contact = contactWithClosedWindow();
    String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};

    Answer held = assertHeld(send(SHY, Bodies.text(contact, "It is packed."), key), "template");
    assertThat(reachedMeta(contact)).isEmpty();
    assertThat(usedByShy()).as("nothing is reserved").isZero();
    decide(OPERATOR, held, "release", "");

    await().until(() -> state(held).equals("sent"));
    assertThat(usedByShy()).isEqualTo(1);
    assertThat(reachedMeta(contact)).hasSize(1);
    assertThat(reachedMeta(contact).get(0).body().toString()).contains("notice_01");
    Answer again = send(SHY, Bodies.text(contact, "It is packed."), key);
    assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  /** Throttled first, held when its turn comes. */
  @Test
  void whatWaitedForItsTurnIsHeldThen() {
    String contact = contactWithOpenWindow();
    Answer answer = send(DEAR, Bodies.text(contact));
    // The next slot is some seconds away, also if the machine was busy with other things.
    while (answer.status() == 200 || Integer.parseInt(answer.header("Retry-After")) < 4) {
      answer = send(DEAR, Bodies.text(contact));
    }
    Answer deferred = send(DEAR, Bodies.marketing(contact), "Prefer", "respond-async");
    assertThat(deferred.header("Sallyport-Decision")).isEqualTo("deferred");

    await().until(() -> state(deferred).equals("held"));
    decide(OPERATOR, deferred, "release", "");
    await().until(() -> state(deferred).equals("sent"));
  }

  @Test
  void theSameKeyIsTheSamePlace() {
    String contact = contactWithClosedWindow();
    String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};
    List<CompletableFuture<Answer>> all =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> send(Gateway.CALLER_TOKEN, Bodies.marketing(contact), key)))
            .limit(8)
            .toList();

    assertThat(all.stream().map(one -> one.join().header("Location")).distinct()).hasSize(1);
    Answer held = all.get(0).join();
    send(Gateway.CALLER_TOKEN, Bodies.marketing(newContact()), key)
        .assertRefused(422, 100, "key_reused");
    decide(OPERATOR, held, "release", "");
    await().until(() -> state(held).equals("sent"));
    assertThat(
            send(Gateway.CALLER_TOKEN, Bodies.marketing(contact), key).header("Sallyport-Decision"))
        .isEqualTo("replayed");
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void itsClientTakesItBack() {
    String contact = newContact();
    Answer held = assertHeld(send(Gateway.CALLER_TOKEN, Bodies.utility(contact)), "first_contact");

    assertThat(gateway().delete(held.header("Location")).status()).isEqualTo(204);
    assertThat(state(held)).isEqualTo("cancelled");
    assertThat(decide(OPERATOR, held, "release", "").status()).isEqualTo(409);
  }

  @Test
  void explainSaysThatItWouldBeHeld() {
    String contact = newContact();

    JsonObject explained =
        call(
                Gateway.CALLER_TOKEN,
                "POST",
                "/sallyport/v1/numbers/" + World.NUMBER + "/explain",
                Bodies.marketing(contact))
            .json();

    assertThat(explained.getString("verdict")).isEqualTo("forward");
    assertThat(explained.getJsonObject("instead"))
        .isEqualTo(
            JsonObject.of("decision", "held", "why", JsonArray.of("first_contact", "marketing")));
  }

  @Test
  void explainSaysThatTheTemplateInPlaceOfATextWouldBeHeld() {
    JsonObject instead =
        call(
                SHY,
                "POST",
                "/sallyport/v1/numbers/" + World.NUMBER + "/explain",
                Bodies.text(contactWithClosedWindow()))
            .json()
            .getJsonObject("instead");

    assertThat(instead.getString("decision")).isEqualTo("held");
    assertThat(instead.getJsonArray("why")).isEqualTo(JsonArray.of("template"));
    assertThat(instead.getString("template")).isEqualTo("notice_01/en_US");
    assertThat(instead.getJsonObject("price").getString("category")).isEqualTo("utility");
  }
}
