package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets, on two gateways that share a Redis; each test has a client of its own. */
@Concurrent
class BudgetIT {

  private static final List<String> CLIENTS =
      List.of(
          "seven", "back", "word", "look", "soft", "once", "observed", "other", "lost", "parked");

  private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

  private static final String CARD =
      """
      country,category,price,currency,valid_from
      *,marketing,0.10,EUR,2026-01-01
      *,utility,0.02,EUR,2026-01-01
      *,general_purpose_ai,0.07,EUR,2026-01-01
      """;

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Gateway gateway;
  private static Gateway second;
  private static Map<String, String> configuration;

  @BeforeAll
  static void start() throws IOException {
    world = new RelayWorld(directory);
    Map<String, String> all = new HashMap<>();
    all.put(
        "sallyport.pricing.rate-card",
        Files.writeString(directory.resolve("card.csv"), CARD).toString());
    all.put("sallyport.policy.unknown-window", "allow");
    all.put("sallyport.wabas." + World.WABA + ".access-token", World.GATEWAY_TOKEN);
    all.put("sallyport.wabas." + World.WABA + ".time-zone", ZONE.getId());
    all.put("sallyport.numbers.\"" + World.TOKENLESS_NUMBER + "\".access-token", "EAAother");
    all.put("sallyport.relay.targets.main.events", "budget.soft,ai.charged");
    for (String client : CLIENTS) {
      all.put("sallyport.clients." + client + ".key", key(client));
      budget(all, client, "clients", client);
      budget(all, client, "numbers", World.NUMBER);
    }
    budget(all, "seven", "amount", "0.75");
    budget(all, "seven", "categories", "MARKETING");
    budget(all, "back", "messages", "2");
    budget(all, "word", "amount", "1");
    budget(all, "look", "messages", "1");
    budget(all, "soft", "messages", "5");
    budget(all, "soft", "soft", "60");
    budget(all, "once", "messages", "1");
    budget(all, "once", "period", "day");
    budget(all, "observed", "messages", "1");
    budget(all, "other", "amount", "100");
    budget(all, "lost", "messages", "1");
    budget(all, "parked", "messages", "9");
    configuration = all;
    gateway = world.start(all);
    second = world.start(all);
  }

  private static void budget(Map<String, String> all, String name, String key, String value) {
    all.put("sallyport.budgets." + name + "." + key, value);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String key(String client) {
    return "a-long-key-of-" + client;
  }

  private static HttpRequest.Builder as(String client, Gateway at, String target) {
    return at.to(target)
        .setHeader("Authorization", "Bearer " + key(client))
        .setHeader("Content-Type", "application/json");
  }

  private static Answer send(String client, Gateway at, JsonObject body) {
    return at.call(
        as(client, at, Gateway.messages(World.NUMBER))
            .POST(BodyPublishers.ofString(body.encode()))
            .build());
  }

  private static Answer send(String client, JsonObject body) {
    return send(client, gateway, body);
  }

  private static JsonObject get(String client, String target) {
    Answer answer = gateway.call(as(client, gateway, "/sallyport/v1/" + target).build());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonObject budgetOf(String client) {
    JsonArray all = get(client, "budgets").getJsonArray("budgets");
    assertThat(all).as("a client sees its own").hasSize(1);
    return all.getJsonObject(0);
  }

  private static long messages(String client) {
    return budgetOf(client).getJsonObject("used").getLong("messages");
  }

  private static double amount(String client) {
    return budgetOf(client).getJsonObject("used").getDouble("amount");
  }

  private static JsonObject marketing() {
    return Bodies.marketing(Scenario.newContact());
  }

  private static void tellStatus(String to, String wamid, String status, JsonObject pricing) {
    JsonObject one = Events.status(to, wamid, status, Instant.now());
    world.tell(gateway, Events.statuses(pricing == null ? one : one.put("pricing", pricing)));
  }

  private static JsonObject pricing(boolean billable, String type, String category) {
    return JsonObject.of(
        "billable", billable, "pricing_model", "PMP", "type", type, "category", category);
  }

  @Test
  void ofFiftyAtOnceThroughTwoGatewaysExactlySevenLeave() {
    List<CompletableFuture<Answer>> sends = new ArrayList<>();
    List<String> contacts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String contact = Scenario.newContact();
      contacts.add(contact);
      Gateway at = i % 2 == 0 ? gateway : second;
      sends.add(CompletableFuture.supplyAsync(() -> send("seven", at, Bodies.marketing(contact))));
    }
    List<Answer> answers = sends.stream().map(CompletableFuture::join).toList();

    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(7);
    Answer refused = answers.stream().filter(it -> it.status() != 200).findFirst().orElseThrow();
    refused
        .assertRefused(400, 131042, "budget")
        .contains("budget seven", "0.7 of 0.75 EUR", "sallyport.budgets.\"seven\".amount");
    assertThat(refused.header("Retry-After")).isNull();
    assertThat(world.twin.sends())
        .filteredOn(sent -> contacts.stream().anyMatch(sent.body().toString()::contains))
        .hasSize(7);
    send("seven", Bodies.utility(Scenario.newContact())).assertForwarded();
    assertThat(amount("seven")).as("utility is no part of it").isEqualTo(0.7);
  }

  @Test
  void whatMetaRefusesOrCannotDeliverIsGivenBack() {
    world.twin.fault(Fault.RATE_LIMITED, 1);
    assertThat(send("back", marketing()).status()).isEqualTo(429);
    Scenario.await().until(() -> messages("back") == 0);

    String contact = Scenario.newContact();
    String wamid = send("back", Bodies.marketing(contact)).assertForwarded().wamid();
    send("back", marketing()).assertForwarded();
    send("back", marketing()).assertRefused(400, 131042, "budget").contains("2 of 2 messages");
    world.tell(gateway, Events.failed(contact, wamid, 131026, Instant.now()));
    world.tell(gateway, Events.failed(contact, wamid, 131026, Instant.now()));
    assertThat(messages("back")).isEqualTo(1);
    send("back", marketing()).assertForwarded();
  }

  @Test
  void metasWordCorrectsTheAmount() {
    String contact = Scenario.newContact();
    String wamid = send("word", Bodies.marketing(contact)).assertForwarded().wamid();
    assertThat(amount("word")).isEqualTo(0.1);
    tellStatus(contact, wamid, "sent", pricing(false, "free_entry_point", "marketing"));
    Scenario.await().until(() -> amount("word") == 0);
    assertThat(messages("word")).isEqualTo(1);

    // The first thousand texts of a month are free.
    world.tell(gateway, Events.inbound(contact, Instant.now()));
    String text = send("word", Bodies.text(contact)).assertForwarded().wamid();
    assertThat(amount("word")).isZero();
    tellStatus(contact, text, "delivered", pricing(true, "regular", "service"));
    Scenario.await().until(() -> amount("word") == 0.02);
    assertThat(messages("word")).isEqualTo(2);
  }

  @Test
  void anExplanationTellsAndTakesNothing() {
    String explain = "/sallyport/v1/numbers/" + World.NUMBER + "/explain";
    HttpRequest ask =
        as("look", gateway, explain).POST(BodyPublishers.ofString(marketing().encode())).build();
    assertThat(rule(gateway.call(ask).json()).getString("outcome")).isEqualTo("pass");
    assertThat(messages("look")).isZero();
    send("look", marketing()).assertForwarded();

    JsonObject explained = gateway.call(ask).json();

    assertThat(explained.getString("reason")).isEqualTo("budget");
    assertThat(rule(explained).getString("because")).contains("1 of 1 messages are used");
    assertThat(rule(explained).getString("cure"))
        .contains("starts again at", "sallyport.budgets.\"look\".messages");
    assertThat(messages("look")).isEqualTo(1);
  }

  private static JsonObject rule(JsonObject explained) {
    return explained.getJsonArray("rules").stream()
        .map(JsonObject.class::cast)
        .filter(rule -> rule.getString("reason").equals("budget"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsShareIsToldOnce() {
    send("soft", marketing()).assertForwarded();
    send("soft", marketing()).assertForwarded();
    assertThat(world.main.taken("\"budget\":\"soft\"")).isEmpty();
    send("soft", marketing()).assertForwarded();
    Scenario.await().until(() -> !world.main.taken("\"budget\":\"soft\"").isEmpty());
    send("soft", marketing()).assertForwarded();

    JsonObject event = new JsonObject(world.main.taken("\"budget\":\"soft\"").get(0).text());
    JsonObject data = event.getJsonObject("data");
    Instant month = YearMonth.now(ZONE).atDay(1).atStartOfDay(ZONE).toInstant();
    assertThat(data.getString("budget")).isEqualTo("soft");
    assertThat(data.getInstant("period_start")).isEqualTo(month);
    assertThat(data.getJsonObject("used"))
        .isEqualTo(new JsonObject().putNull("amount").put("messages", 3));
    assertThat(data.getJsonObject("limit"))
        .isEqualTo(new JsonObject().putNull("amount").put("messages", 5));
    assertThat(data.getInteger("soft")).isEqualTo(60);
    Scenario.await()
        .until(
            () ->
                gateway.manage("/q/metrics").text().contains("budget=\"soft\"")
                    && gateway
                        .manage("/q/metrics")
                        .text()
                        .contains("sallyport_budget_used_ratio{budget=\"soft\"} 0.8"));
    assertThat(world.main.taken("\"budget\":\"soft\"")).hasSize(1);
  }

  @Test
  void aClientSeesItsOwnWithTheirPeriod() {
    JsonObject once = budgetOf("once");
    Instant today = LocalDate.now(ZONE).atStartOfDay(ZONE).toInstant();
    assertThat(once.getString("name")).isEqualTo("once");
    assertThat(once.getString("period")).isEqualTo("day");
    assertThat(once.getInstant("period_start")).isEqualTo(today);
    assertThat(once.getInstant("resets_at"))
        .isEqualTo(LocalDate.now(ZONE).plusDays(1).atStartOfDay(ZONE).toInstant());
    assertThat(once.getValue("amount")).isNull();
    assertThat(once.getValue("currency")).isNull();
    assertThat(once.getLong("messages")).isEqualTo(1);
    assertThat(once.getJsonArray("clients")).containsExactly("once");
    assertThat(once.getJsonArray("numbers")).containsExactly(World.NUMBER);
    assertThat(once.getJsonArray("categories")).isEmpty();
    assertThat(budgetOf("word").getString("currency")).isEqualTo("EUR");
  }

  @Test
  void aReplayTakesNothing() {
    JsonObject body = marketing();
    HttpRequest request =
        as("once", gateway, Gateway.messages(World.NUMBER))
            .header("Idempotency-Key", "order 1")
            .POST(BodyPublishers.ofString(body.encode()))
            .build();
    Answer first = gateway.call(request);
    assertThat(first.status()).as(first.text()).isEqualTo(200);

    assertThat(gateway.call(request).header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(messages("once")).isEqualTo(1);
  }

  @Test
  void whatALostAnswerTookIsGivenBackWhenAStatusSaysThatItFailed() {
    String contact = Scenario.newContact();
    world.twin.fault(Fault.RESET_BEFORE_ANSWER, 1);
    Answer lost =
        gateway.call(
            as("lost", gateway, Gateway.messages(World.NUMBER))
                .header("Idempotency-Key", "order 2")
                .POST(BodyPublishers.ofString(Bodies.marketing(contact).encode()))
                .build());
    assertThat(lost.status()).as(lost.text()).isEqualTo(504);
    assertThat(messages("lost")).isEqualTo(1);
    String mark =
        world.twin.sends().stream()
            .map(sent -> new JsonObject(sent.body().toString()))
            .filter(body -> contact.equals(body.getString("to")))
            .findFirst()
            .orElseThrow()
            .getString("biz_opaque_callback_data");

    JsonObject status = Events.status(contact, Events.newWamid(), "failed", Instant.now());
    JsonObject error = JsonObject.of("code", 131026, "title", "It failed", "message", "It failed");
    status.put("biz_opaque_callback_data", mark).put("errors", JsonArray.of(error));
    world.tell(gateway, Events.statuses(status));

    Scenario.await().until(() -> messages("lost") == 0);
  }

  @Test
  void whatWaitsTakesWhenItGoes() {
    String contact = Scenario.newContact();
    world.tell(gateway, Events.inbound(contact, Instant.now().minus(Duration.ofHours(25))));
    Answer parked =
        gateway.call(
            as("parked", gateway, Gateway.messages(World.NUMBER))
                .header("Sallyport-Park", "P1D")
                .POST(BodyPublishers.ofString(Bodies.text(contact).encode()))
                .build());
    assertThat(parked.status()).as(parked.text()).isEqualTo(202);
    assertThat(messages("parked")).isZero();

    world.tell(gateway, Events.inbound(contact, Instant.now()));

    Scenario.await().until(() -> messages("parked") == 1);
  }

  @Test
  void anObservedBudgetLetsPassTellsAndCounts() {
    Map<String, String> all = new HashMap<>(configuration);
    all.put("sallyport.policy.enforcement.\"budget\"", "observe");
    Gateway observing = world.start(all);
    send("observed", observing, marketing()).assertForwarded();

    Answer over = send("observed", observing, marketing());

    assertThat(over.status()).isEqualTo(200);
    assertThat(over.header("Sallyport-Decision")).isEqualTo("observed");
    assertThat(over.header("Sallyport-Reason")).isEqualTo("budget");
    assertThat(messages("observed")).isEqualTo(2);
    world.stop(observing);
  }

  @Test
  void pricesOfAGeneralPurposeAiAreASpendRowAMeterAndAnEvent() {
    String spend = "numbers/" + World.NUMBER + "/spend";
    String contact = Scenario.newContact();
    world.tell(gateway, Events.inbound(contact, Instant.now()));
    for (int i = 0; i < 2; i++) {
      String wamid = send("other", Bodies.text(contact)).assertForwarded().wamid();
      tellStatus(contact, wamid, "delivered", pricing(true, "regular", "general_purpose_ai"));
    }

    Scenario.await().until(() -> !world.main.taken("ai.charged").isEmpty());
    JsonObject data =
        new JsonObject(world.main.taken("ai.charged").get(0).text()).getJsonObject("data");
    assertThat(data.getString("phone_number_id")).isEqualTo(World.NUMBER);
    assertThat(data.getString("wamid")).startsWith("wamid.");
    assertThat(data.getInstant("at")).isNotNull();
    JsonObject row =
        get("other", spend).getJsonArray("rows").stream()
            .map(JsonObject.class::cast)
            .filter(one -> one.getString("category").equals("general_purpose_ai"))
            .findFirst()
            .orElseThrow();
    assertThat(row.getLong("billable")).isEqualTo(2);
    assertThat(row.getDouble("amount")).isEqualTo(0.14);
    assertThat(gateway.manage("/q/metrics").text())
        .contains("sallyport_general_purpose_ai_total 2.0");
    assertThat(world.main.taken("ai.charged")).hasSize(1);
  }
}
