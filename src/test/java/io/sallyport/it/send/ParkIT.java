package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm.Received;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A send that only the closed window refuses waits until the contact writes. */
@Concurrent
class ParkIT {

  private static final String OPENER = "may_we_write/en_US";
  private static final String API = "/sallyport/v1/numbers/" + World.NUMBER;

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Gateway gateway;

  private final String contact = Scenario.newContact();

  @BeforeAll
  static void start() {
    world = new RelayWorld(directory);
    gateway = world.start(Map.of("sallyport.relay.targets.main.events", "send.expired"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /** The contact wrote that long ago. */
  private void wrote(Duration ago) {
    JsonObject message =
        Events.message(JsonObject.of("from", contact), "text", Instant.now().minus(ago));
    message.put("text", JsonObject.of("body", "Is it ready?"));
    world.tell(gateway, Events.messages(World.NUMBER, message));
  }

  private void windowIsClosed() {
    wrote(Duration.ofHours(25));
  }

  private static Answer send(JsonObject body, String... headers) {
    return gateway.call(
        gateway
            .to(Gateway.messages(World.NUMBER))
            .header("Content-Type", "application/json")
            .headers(headers)
            .POST(BodyPublishers.ofString(body.encode()))
            .build());
  }

  private Answer park(String text) {
    return park(text, "PT1H");
  }

  private Answer park(String text, String wish) {
    return send(Bodies.text(contact, text), "Sallyport-Park", wish);
  }

  private static Answer assertParked(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.header("Sallyport-Decision")).isEqualTo("parked");
    assertThat(answer.header("Sallyport-Reason")).isEqualTo("window_closed");
    assertThat(answer.header("Sallyport-Window")).isEqualTo("closed");
    JsonObject body = answer.json();
    JsonObject shown = gateway.get(answer.header("Location")).json();
    assertThat(body.getMap()).containsAllEntriesOf(shown.getMap());
    assertThat(shown.getString("state")).isEqualTo("parked");
    assertThat(shown.getString("reason")).isEqualTo("window_closed");
    return answer;
  }

  private static String state(Answer parked) {
    return gateway.get(parked.header("Location")).json().getString("state");
  }

  private List<ReceivedRequest> sent() {
    return world.twin.sends().stream()
        .filter(one -> one.body().toString().contains(contact))
        .toList();
  }

  private List<String> texts() {
    return sent().stream()
        .map(one -> one.body().toJsonObject().getJsonObject("text").getString("body"))
        .toList();
  }

  /** And all of it before the CRM hears that the contact wrote. */
  @Test
  void itLeavesWhenTheContactWritesInTheOrderItWasParked() {
    windowIsClosed();
    List<Answer> all =
        IntStream.range(0, 12).mapToObj(i -> assertParked(park("text " + i))).toList();
    assertThat(sent()).isEmpty();

    Instant wrote = Instant.now();
    wrote(Duration.ZERO);

    assertThat(texts()).isEqualTo(IntStream.range(0, 12).mapToObj(i -> "text " + i).toList());
    Scenario.await().until(() -> all.stream().allMatch(one -> state(one).equals("sent")));
    JsonObject shown = gateway.get(all.get(0).header("Location")).json();
    assertThat(shown.getInteger("status")).isEqualTo(200);
    assertThat(shown.getString("answer")).contains("wamid.");
    assertThat(shown.getString("reason")).isNull();
    Scenario.await().until(() -> heard(wrote).size() == 1);
    assertThat(heard(wrote).get(0).at()).isAfter(sent().get(11).at());
    assertThat(sent().get(0).headers().get("Sallyport-Park")).isNull();
  }

  private List<Received> heard(Instant after) {
    return world.main.received(contact).stream().filter(one -> one.at().isAfter(after)).toList();
  }

  @Test
  void aCallOpensTheWindowToo() {
    windowIsClosed();
    Answer parked = assertParked(park("You rang."));

    JsonObject call =
        JsonObject.of("id", "wacid." + UUID.randomUUID(), "from", contact, "to", "15550783881")
            .put("event", "connect")
            .put("direction", "USER_INITIATED")
            .put("timestamp", Events.seconds(Instant.now()));
    world.tell(
        gateway, Events.change("calls", Events.of(World.NUMBER).put("calls", List.of(call))));

    assertThat(texts()).containsExactly("You rang.");
    Scenario.await().until(() -> state(parked).equals("sent"));
  }

  @Test
  void whoeverWroteLongAgoIsStillWaitedFor() {
    windowIsClosed();
    Answer parked = assertParked(park("Still here?"));

    wrote(Duration.ofHours(24).plusSeconds(5));
    assertThat(state(parked)).isEqualTo("parked");
    assertThat(sent()).isEmpty();

    wrote(Duration.ZERO);
    assertThat(texts()).containsExactly("Still here?");
  }

  @Test
  void anImportOpensTheWindow() {
    windowIsClosed();
    Answer parked = assertParked(park("Known now."));

    gateway.post(
        API + "/import",
        JsonObject.of("contact", contact, "last_inbound_at", Instant.now().toString()));

    Scenario.await().until(() -> state(parked).equals("sent"));
    assertThat(texts()).containsExactly("Known now.");
  }

  @Test
  void inAnOpenWindowItIsSentAtOnce() {
    wrote(Duration.ZERO);

    park("At once.").assertForwarded();
    assertThat(texts()).containsExactly("At once.");
  }

  @Test
  void whatItsTimeIsOverForExpiresAndTheCrmIsTold() {
    windowIsClosed();
    Answer parked =
        send(
            Bodies.text(contact).put("biz_opaque_callback_data", "row 9"),
            "Sallyport-Park",
            "PT3S");
    JsonObject shown = assertParked(parked).json();

    Scenario.await().until(() -> state(parked).equals("expired"));
    Scenario.await().until(() -> !events().isEmpty());
    JsonObject event = new JsonObject(events().get(0).text());
    assertThat(event.getString("timestamp")).isEqualTo(shown.getString("expires_at"));
    assertThat(event.getJsonObject("data"))
        .isEqualTo(
            JsonObject.of("phone_number_id", World.NUMBER, "contact", contact)
                .put("id", shown.getString("id"))
                .put("client", event.getJsonObject("data").getString("client"))
                .put("biz_opaque_callback_data", "row 9")
                .put("parked_at", shown.getString("queued_at"))
                .put("expires_at", shown.getString("expires_at")));
    wrote(Duration.ZERO);
    assertThat(sent()).isEmpty();
    assertThat(events()).hasSize(1);
    assertThat(gateway.delete(parked.header("Location")).status()).isEqualTo(409);
  }

  private List<Received> events() {
    return world.main.received(contact).stream()
        .filter(one -> one.text().contains("send.expired"))
        .toList();
  }

  @Test
  void whatIsCancelledIsNotSent() {
    windowIsClosed();
    Answer first = assertParked(park("one"));
    Answer second = assertParked(park("two"));

    assertThat(gateway.delete(first.header("Location")).status()).isEqualTo(204);
    assertThat(state(first)).isEqualTo("cancelled");
    wrote(Duration.ZERO);

    assertThat(texts()).containsExactly("two");
    Scenario.await().until(() -> state(second).equals("sent"));
    assertThat(gateway.delete(first.header("Location")).status()).isEqualTo(409);
  }

  @Test
  void theSameKeyIsTheSamePlaceAndIsSentOnce() {
    windowIsClosed();
    String[] headers = {
      "Sallyport-Park", "P1D; opener=" + OPENER, "Idempotency-Key", UUID.randomUUID().toString()
    };
    JsonObject text = Bodies.text(contact, "Once.");

    Answer first = assertParked(send(text, headers));
    Answer again = assertParked(send(text, headers));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    send(Bodies.text(contact, "Another."), headers).assertRefused(422, 100, "key_reused");
    // Nor is it a message's that would pass: the first one would never leave.
    JsonObject other = Bodies.template(contact, "may_we_write", "en_US");
    send(other, headers).assertRefused(422, 100, "key_reused");

    wrote(Duration.ZERO);
    Scenario.await().until(() -> state(first).equals("sent"));
    Answer replayed = send(text, headers);
    assertThat(replayed.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(sent()).hasSize(2);
  }

  /** Its key is free, as after any refusal of the gateway's. */
  @Test
  void withTheKeyOfOneThatDidNotLeaveItIsParkedAgain() {
    windowIsClosed();
    String[] headers = {"Sallyport-Park", "P1D", "Idempotency-Key", UUID.randomUUID().toString()};
    Answer first = assertParked(send(Bodies.text(contact, "Once."), headers));
    assertThat(gateway.delete(first.header("Location")).status()).isEqualTo(204);

    Answer again = assertParked(send(Bodies.text(contact, "Or so."), headers));

    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    wrote(Duration.ZERO);
    Scenario.await().until(() -> state(again).equals("sent"));
    assertThat(texts()).containsExactly("Or so.");
  }

  /** The second does not overtake what the first one lets out, nor the first. */
  @Test
  void theCrmHearsOfTwoMessagesInTheirOrderAndAfterWhatLeaves() {
    windowIsClosed();
    IntStream.range(0, 4).forEach(i -> assertParked(park("text " + i)));
    world.twin.fault(
        FaultOrder.of(Fault.SLOW, FaultOrder.UNTIL_CLEARED).withDelay(Duration.ofMillis(300)));
    Instant wrote = Instant.now();
    try {
      CompletableFuture<Void> first = CompletableFuture.runAsync(() -> wrote("first"));
      Scenario.await().until(() -> !sent().isEmpty());
      wrote("second");
      first.join();
    } finally {
      world.twin.clearFaults();
    }

    Scenario.await().until(() -> heard(wrote).size() == 2);
    assertThat(heard(wrote).get(0).text()).contains("first");
    assertThat(heard(wrote).get(1).text()).contains("second");
    assertThat(sent()).hasSize(4);
    assertThat(heard(wrote).get(0).at()).isAfter(sent().get(3).at());
  }

  private void wrote(String text) {
    world.tell(gateway, RelayWorld.says(contact, text));
  }

  @Test
  void theOpenerIsSentOnceADayForAContactWhicheverItIs() {
    windowIsClosed();

    List<CompletableFuture<Answer>> all =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            send(
                                Bodies.text(contact, "text " + i),
                                "Sallyport-Park",
                                "P7D ;opener=" + OPENER)))
            .toList();
    all.forEach(one -> assertParked(one.join()));
    assertParked(park("more", "P1D; opener=spring_sale/en_US"));

    assertThat(sent()).hasSize(1);
    assertThat(sent().get(0).body().toJsonObject())
        .isEqualTo(
            Bodies.to(contact)
                .put("type", "template")
                .put(
                    "template",
                    JsonObject.of("name", "may_we_write")
                        .put("language", JsonObject.of("code", "en_US"))));
    wrote(Duration.ZERO);
    assertThat(sent()).hasSize(10);
  }

  /** A proxy answered in Meta's place. */
  @Test
  void anOpenerThatMayHaveLeftIsNotSentAgain() {
    windowIsClosed();
    world.twin.fault(Fault.BAD_GATEWAY_502, 1);

    assertParked(park("one", "P1D; opener=" + OPENER));
    assertParked(park("two", "P1D; opener=" + OPENER));

    assertThat(sent()).hasSize(1);
  }

  @Test
  void whereTheOpenerIsRefusedNothingIsParked() {
    windowIsClosed();

    park("one", "P1D; opener=spring_sale/en_US")
        .assertRefused(400, 132000, "template_parameters")
        .contains("Its opener, spring_sale/en_US, was refused, so it is not parked");
    park("two", "P1D; opener=old_offer/en_US").assertRefused(400, 132015, "template_paused");
    assertParked(park("three", "P1D; opener=" + OPENER));
    assertThat(sent()).hasSize(1);

    wrote(Duration.ZERO);
    assertThat(sent()).hasSize(2);
  }

  @Test
  void theFallbackComesFirst() {
    windowIsClosed();

    Answer substituted =
        send(
            Bodies.text(contact), "Sallyport-Park", "P1D", "Sallyport-Fallback", "notice_01/en_US");
    assertThat(substituted.header("Sallyport-Decision")).isEqualTo("substituted");
    assertParked(
        send(
            Bodies.text(contact),
            "Sallyport-Park",
            "P1D",
            "Sallyport-Fallback",
            "old_offer/en_US"));
  }

  @Test
  void onlyAClosedWindowParks() {
    windowIsClosed();

    send(Bodies.template(contact, "old_offer", "en_US"), "Sallyport-Park", "P1D")
        .assertRefused(400, 132015, "template_paused");
    send(Bodies.utility(contact), "Sallyport-Park", "P1D").assertForwarded();
  }

  /** Of whom it is not known that the window is closed. */
  @Test
  void whoNeverWroteIsWaitedForToo() {
    Answer parked = park("Hello.");
    assertThat(parked.status()).as(parked.text()).isEqualTo(202);

    wrote(Duration.ZERO);
    assertThat(texts()).containsExactly("Hello.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1h",
        "PT0S",
        "P8D",
        "P1M",
        "P1W",
        "PT-1H",
        "P7DT1S",
        "PT1H; opener=hello",
        "PT1H; x=y/en"
      })
  void aHeaderThatIsNoWishIsRefusedWhateverTheWindow(String wish) {
    wrote(Duration.ZERO);
    park("text", wish).assertRefused(400, 100, "invalid_body").contains("Sallyport-Park");
  }

  private JsonObject explain(String wish) {
    return gateway
        .call(
            gateway
                .to(API + "/explain")
                .header("Content-Type", "application/json")
                .header("Sallyport-Park", wish)
                .POST(BodyPublishers.ofString(Bodies.text(contact).encode()))
                .build())
        .json()
        .getJsonObject("instead");
  }

  @Test
  void explainSaysThatItWouldBeParked() {
    windowIsClosed();

    JsonObject instead = explain("PT1H; opener=" + OPENER);

    assertThat(instead.getString("decision")).isEqualTo("parked");
    assertThat(instead.getString("opener")).isEqualTo(OPENER);
    assertThat(instead.getInstant("expires_at")).isAfter(Instant.now().plusSeconds(3500));
    assertThat(sent()).isEmpty();
  }

  @Test
  void explainTellsWhatTheOpenerWouldGet() {
    windowIsClosed();
    JsonObject opened = explain("PT1H; opener=" + OPENER);
    assertThat(opened.getString("verdict")).isEqualTo("forward");
    assertThat(opened.getJsonObject("price").getBoolean("billable")).isTrue();

    JsonObject refused = explain("PT1H; opener=old_offer/en_US");
    assertThat(refused.getString("verdict")).isEqualTo("refuse");
    assertThat(refused.getString("reason")).isEqualTo("template_paused");

    assertParked(park("text", "PT1H; opener=" + OPENER));
    assertThat(explain("PT1H; opener=old_offer/en_US").getString("verdict"))
        .as("none is sent today")
        .isNull();
  }

  /** Meta tells that two names are one person's, after it was parked. */
  @Test
  void aContactWhoWritesUnderAnotherNameIsTheSame() {
    windowIsClosed();
    assertParked(park("For you."));
    String user = "US.1349120865530274" + contact.substring(7);

    JsonObject message =
        Events.message(JsonObject.of("from", contact, "from_user_id", user), "text", Instant.now());
    message.put("text", JsonObject.of("body", "It is me."));
    world.tell(gateway, Events.messages(World.NUMBER, message));

    assertThat(texts()).containsExactly("For you.");
  }
}
