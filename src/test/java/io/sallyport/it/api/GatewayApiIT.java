package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway tells of contacts, sends, money and numbers, and what it may be told. */
@QuarkusIntegrationTest
@WithTestResource(World.class)
class GatewayApiIT extends Scenario {
  private static final Duration DAY = Duration.ofHours(24);
  private static final String NUMBERS = "/sallyport/v1/numbers/";
  private static final String API = NUMBERS + World.NUMBER;
  private static final String EXPLAIN = API + "/explain";

  @Test
  void showsAContactWhoWasNeverSeen() {
    String contact = newContact();

    Answer answer = gateway().get(NUMBERS + World.QUIET_NUMBER + "/contacts/" + contact);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .isEqualTo(
            "{\"contact\":\""
                + contact
                + "\",\"names\":[],"
                + "\"window\":{\"state\":\"unknown\",\"expires_at\":null,\"last_inbound_at\":null},"
                + "\"fep\":{\"state\":\"none\",\"expires_at\":null},"
                + "\"consent\":{\"state\":\"none\",\"source\":null,\"at\":null},"
                + "\"marketing\":{\"sent\":0,\"allowed\":2,\"next_at\":null},"
                + "\"first_response\":{\"waiting_since\":null,\"last_seconds\":null}}");
  }

  @Test
  void showsTheWindowAndWhoWaits() {
    String contact = newContact();
    Instant wroteAt = now().minusSeconds(60);

    wrote(contact, wroteAt);

    JsonObject open = contact(contact);
    assertThat(open.getJsonArray("names")).contains(contact);
    assertThat(open.getJsonObject("window"))
        .isEqualTo(
            JsonObject.of("state", "open")
                .put("expires_at", wroteAt.plus(DAY).toString())
                .put("last_inbound_at", wroteAt.toString()));
    assertThat(open.getJsonObject("first_response").getString("waiting_since"))
        .isEqualTo(wroteAt.toString());
    gateway().send(Bodies.text(contact)).assertForwarded();
    await()
        .until(
            () ->
                contact(contact).getJsonObject("first_response").getValue("waiting_since") == null);
    assertThat(contact(contact).getJsonObject("first_response").getLong("last_seconds"))
        .isBetween(60L, 80L);
  }

  @ParameterizedTest
  @CsvSource({"'',''", "+,''", "+,-", "'+ ',' '", "(,)", "00,''", "'00 ','-'"})
  void knowsAContactInEverySpelling(String before, String between) {
    String contact = contactWithOpenWindow();

    JsonObject found = contact(before + contact.substring(0, 4) + between + contact.substring(4));

    assertThat(found.getString("contact")).isEqualTo(contact);
    assertThat(found.getJsonObject("window").getString("state")).isEqualTo("open");
  }

  /** A number that Meta names together with everybody is nobody's. */
  @Test
  void knowsSixteenNamesOfAContactAndTheNextAsAContactOfItsOwn() {
    String contact = newContact();
    double before = namesNotLearned();

    for (int i = 0; i < 20; i++) {
      JsonObject sender = JsonObject.of("from", contact, "from_user_id", userId(contact, i));
      tell(Events.inbound(World.NUMBER, sender, "text", now()));
    }

    assertThat(contact(contact).getJsonArray("names")).hasSize(16);
    assertThat(contact(userId(contact, 14)).getJsonArray("names")).hasSize(16);
    for (int i = 15; i < 20; i++) {
      JsonObject own = contact(userId(contact, i));
      assertThat(own.getJsonArray("names")).containsExactly(userId(contact, i));
      assertThat(own.getJsonObject("window").getString("state")).isEqualTo("open");
    }
    gateway().send(Bodies.textToUser(userId(contact, 19), "hi")).assertForwarded();
    assertThat(namesNotLearned() - before).isGreaterThanOrEqualTo(5);
  }

  private static String userId(String contact, int i) {
    return "US." + contact + "X" + i;
  }

  private double namesNotLearned() {
    return gateway()
        .manage("/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith("sallyport_names_not_learned_total"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void knowsAGroupByItsId() {
    String group = "Y2FwaV9ncm91cDox/" + newContact() + "==";

    assertThat(contact(group).getString("contact")).isEqualTo(group);
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a name", "%", "\u00e9"})
  void refusesWhatIsNoName(String name) {
    gateway().get(path(name)).assertGraphError(400, 100).contains("phone number", "user id");
  }

  @Test
  void showsHowMuchOfTheMarketingAllowanceIsUsed() {
    String contact = contactWithClosedWindow();
    Instant start = now();

    gateway().send(Bodies.marketing(contact)).assertForwarded();
    JsonObject one = contact(contact).getJsonObject("marketing");
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    JsonObject two = contact(contact).getJsonObject("marketing");

    assertThat(one).isEqualTo(JsonObject.of("sent", 1, "allowed", 2).putNull("next_at"));
    assertThat(two.getInteger("sent")).isEqualTo(2);
    assertThat(Instant.parse(two.getString("next_at")).minus(DAY))
        .isBetween(start, start.plusSeconds(5));
  }

  @Test
  void takesTheNewestWordOnConsent() {
    String contact = newContact();
    Instant stop = now().minusSeconds(100);

    Answer stored = state(contact, consent("opt_out", stop).put("source", "web form"));
    JsonObject stopped = contact(contact).getJsonObject("consent");
    Answer refused = gateway().send(Bodies.marketing(contact));
    state(contact, consent("opt_in", stop.minusSeconds(1)));
    Answer afterOlderWord = gateway().send(Bodies.marketing(contact));
    state(contact, consent("opt_in", stop.plusSeconds(1)));

    assertThat(stored.status()).as(stored.text()).isEqualTo(204);
    assertThat(stored.body()).isEmpty();
    assertThat(stopped)
        .isEqualTo(
            JsonObject.of("state", "opt_out", "source", "web form").put("at", stop.toString()));
    refused.assertRefused(400, 131050, "opted_out").contains(stop.toString());
    afterOlderWord.assertRefused(400, 131050, "opted_out");
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    assertThat(contact(contact).getJsonObject("consent").getString("source")).isEqualTo("api");
  }

  @Test
  void takesAWordOnConsentAndExplainsUnderEverySpelling() {
    String contact = newContact();

    state("00" + contact, consent("opt_out", now()));

    gateway().send(Bodies.marketing(contact)).assertRefused(400, 131050, "opted_out");
    assertThat(explain(Bodies.marketing("00" + contact)).getString("reason"))
        .isEqualTo("opted_out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"state\":\"opt_in\",\"because\":\"x\"}            | `because`",
        "{\"state\":\"yes\"}                                 | `state`",
        "{\"state\":\"opt_in\",\"source\":\"meta\"}          | `source`",
        "{\"state\":\"opt_in\",\"at\":\"2099-01-01T00:00:00Z\"} | `at`",
        "{\"state\":\"opt_in\",\"state\":\"opt_in\"}         | Duplicate",
        "no JSON                                             | JSON"
      })
  void refusesAConsentThatIsNoneAndSaysWhichMember(String body, String word) {
    String contact = newContact();

    state(contact, body).assertGraphError(400, 100).contains(word);

    assertThat(contact(contact).getJsonObject("consent").getString("state")).isEqualTo("none");
  }

  @Test
  void explainsARefusalInTheWordsOfTheRefusal() {
    String contact = contactWithClosedWindow();

    JsonObject explained = explain(Bodies.text(contact));

    assertThat(explained.getString("verdict")).isEqualTo("refuse");
    assertThat(explained.getString("reason")).isEqualTo("window_closed");
    assertThat(explained.getValue("observed")).isNull();
    assertThat(explained.getString("class")).isEqualTo("free_form");
    assertThat(explained.getString("category")).isEqualTo("service");
    assertThat(explained.getJsonObject("window").getString("state")).isEqualTo("closed");
    JsonObject rule = rule(explained, "window_closed");
    assertThat(rule.getString("outcome")).isEqualTo("refuse");
    assertThat(rule.getString("cure")).contains("approved template", "until the contact writes");
    assertThat(reachedMeta(contact)).isEmpty();
    gateway()
        .send(Bodies.text(contact))
        .assertRefused(400, 131047, "window_closed")
        .isEqualTo(rule.getString("because"));
  }

  @Test
  void explainsWhyASendPasses() {
    String contact = newContact();
    Instant wroteAt = now();
    wrote(contact, wroteAt);

    JsonObject explained = explain(Bodies.text(contact));

    assertThat(explained.getString("verdict")).isEqualTo("forward");
    assertThat(explained.getValue("reason")).isNull();
    assertThat(rule(explained, "window_closed"))
        .isEqualTo(
            JsonObject.of("reason", "window_closed", "outcome", "pass")
                .put(
                    "because",
                    "The window is open until "
                        + wroteAt.plus(DAY)
                        + "; the contact last wrote at "
                        + wroteAt
                        + ".")
                .putNull("cure"));
    assertThat(rule(explained, "unknown_template").getString("outcome"))
        .isEqualTo("not_applicable");
    assertThat(gateway().send(Bodies.text(contact)).assertForwarded().status()).isEqualTo(200);
  }

  @Test
  void explainsEveryRuleInTheOrderTheyAreApplied() {
    JsonObject explained = explain(Bodies.marketing(newContact()));

    assertThat(explained.getJsonArray("rules").stream())
        .extracting(rule -> ((JsonObject) rule).getString("reason"))
        .containsExactly(
            "unknown_number",
            "too_large",
            "invalid_body",
            "unsupported_category",
            "unknown_template",
            "template_not_approved",
            "template_paused",
            "template_disabled",
            "template_parameters",
            "not_marketing",
            "number_restricted",
            "token_refused",
            "opted_out",
            "no_opt_in",
            "window_closed",
            "marketing_throttled",
            "pair_rate",
            "throughput",
            "messaging_limit",
            "budget");
  }

  @Test
  void explainsWithoutSendingOrConsuming() {
    String contact = contactWithClosedWindow();

    for (int i = 0; i < 5; i++) {
      assertThat(explain(Bodies.marketing(contact)).getString("verdict")).isEqualTo("forward");
    }
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    JsonObject second = rule(explain(Bodies.marketing(contact)), "marketing_throttled");
    gateway().send(Bodies.marketing(contact)).assertForwarded();
    JsonObject third = explain(Bodies.marketing(contact));

    assertThat(second.getString("because")).startsWith("1 of 2 marketing templates used since ");
    assertThat(third.getString("reason")).isEqualTo("marketing_throttled");
    assertThat(reachedMeta(contact)).hasSize(2);
  }

  @Test
  void explainsWhatASendCosts() {
    String contact = contactWithClosedWindow();

    JsonObject price = explain(Bodies.marketing(contact)).getJsonObject("price");

    assertThat(price.getString("model")).isNotBlank();
    assertThat(price.getString("category")).isEqualTo("marketing");
    assertThat(price.getString("country")).isEqualTo("US");
    assertThat(price.getBoolean("billable")).isTrue();
    assertThat(price.getString("charge")).isEqualTo("regular");
    assertThat(price.getValue("amount")).isNull();
    assertThat(price.getValue("currency")).isNull();
  }

  @Test
  void explainsTheOtherEdge() {
    Answer answer =
        gateway()
            .post(EXPLAIN + "?endpoint=marketing_messages", Bodies.text(contactWithOpenWindow()));

    assertThat(answer.json().getString("reason")).isEqualTo("not_marketing");
    gateway()
        .post(EXPLAIN + "?endpoint=media", Bodies.text(newContact()))
        .assertGraphError(400, 100)
        .contains("`endpoint`");
  }

  @Test
  void explainsReadReceipts() {
    JsonObject explained = explain(Bodies.readReceipt());

    assertThat(explained.getString("verdict")).isEqualTo("forward");
    assertThat(explained.getString("class")).isEqualTo("control");
    assertThat(explained.getString("category")).isEqualTo("control");
    assertThat(explained.getJsonObject("price").getBoolean("billable")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "{\"to\":\"16505551234\",\"to\":\"16505551235\"}"})
  void explainsABodyThatIsNone(String body) {
    Answer answer = gateway().post(EXPLAIN, body);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().getString("verdict")).isEqualTo("refuse");
    assertThat(answer.json().getString("reason")).isEqualTo("invalid_body");
    assertThat(rule(answer.json(), "invalid_body").getString("because")).isNotBlank();
  }

  @Test
  void takesAnExplainOnTheTermsOfASend() {
    String large = Bodies.text(newContact(), "a".repeat(1 << 20)).encode();
    Answer form =
        gateway()
            .call(
                gateway()
                    .to(EXPLAIN)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("to=16505551234"))
                    .build());

    gateway().post(EXPLAIN, large).assertGraphError(413, 100).contains("1048576");
    form.assertGraphError(400, 100).contains("Content-Type");
  }

  @Test
  void countsWhatWasSent() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    String spend = API + "/spend?from=" + today.minusDays(1) + "&to=" + today.plusDays(1);
    long before = messages(gateway().get(spend).json());

    gateway().send(Bodies.utility(contactWithClosedWindow())).assertForwarded();

    await().until(() -> messages(gateway().get(spend).json()) > before);
    JsonObject report = gateway().get(spend).json();
    assertThat(report.fieldNames()).containsExactly("rows", "model", "estimated", "totals");
    assertThat(report.getBoolean("estimated")).isTrue();
    assertThat(row(report).fieldNames())
        .containsExactly(
            "day",
            "category",
            "country",
            "messages",
            "billable",
            "amount",
            "currency",
            "expected_billable",
            "confirmed",
            "difference");
    assertThat(row(report).getValue("amount")).isNull();
    assertThat(messages(gateway().get(API + "/spend").json())).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from=2026-11-02&to=2026-11-01",
        "from=2025-01-01&to=2026-01-02",
        "from=2026-02-30",
        "from=yesterday",
        "to=2026-11-1"
      })
  void refusesDaysThatAreNone(String query) {
    gateway().get(API + "/spend?" + query).assertGraphError(400, 100).contains("`");
  }

  @Test
  void showsANumber() {
    tell(Events.inbound(newContact(), Instant.now()));

    JsonObject number = gateway().get(API).json();
    JsonObject quiet = gateway().get(NUMBERS + World.QUIET_NUMBER).json();

    assertThat(number.fieldNames())
        .containsExactly(
            "phone_number_id",
            "waba_id",
            "coverage",
            "restrictions",
            "messaging_limit",
            "throughput",
            "first_response",
            "window_when_unheard");
    JsonObject coverage = number.getJsonObject("coverage");
    assertThat(coverage.getString("state")).isEqualTo("partial");
    assertThat(Instant.parse(coverage.getString("complete_at")))
        .isEqualTo(Instant.parse(coverage.getString("since")).plus(DAY));
    assertThat(coverage.getString("gap")).isEqualTo("nothing_before");
    assertThat(number.getJsonObject("first_response").getLong("waiting")).isPositive();
    assertThat(number.getString("window_when_unheard")).isEqualTo("unknown");
    assertThat(number.getJsonObject("restrictions").getBoolean("disabled")).isFalse();
    assertThat(quiet.getJsonObject("coverage").getString("state")).isEqualTo("none");
    assertThat(quiet.getString("waba_id")).isEqualTo(World.WABA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/contacts/16505551234", "/spend", "/templates"})
  void knowsNoOtherNumber(String call) {
    gateway()
        .get(NUMBERS + "999999999999999" + call)
        .assertGraphError(400, 100)
        .contains("999999999999999");
  }

  @ParameterizedTest
  @CsvSource({
    "/sallyport, 404",
    "/sallyport/v1, 404",
    "/sallyport/v2/numbers/106540352242922, 404"
  })
  void refusesOtherPathsAsGraphWould(String path, int status) {
    gateway().get(path).assertGraphError(status, 100);
  }

  @Test
  void refusesOtherMethodsAsGraphWould() {
    Answer answer = gateway().call(gateway().to(API).DELETE().build());

    answer.assertGraphError(405, 100);
  }

  @Test
  void describesItsCalls() {
    assertThat(gateway().manage("/q/openapi").text())
        .contains(
            NUMBERS + "{phone_number_id}:",
            NUMBERS + "{phone_number_id}/contacts/{contact}:",
            NUMBERS + "{phone_number_id}/contacts/{contact}/consent:",
            NUMBERS + "{phone_number_id}/explain:",
            NUMBERS + "{phone_number_id}/spend:");
  }

  private static String path(String contact) {
    String encoded = URLEncoder.encode(contact, StandardCharsets.UTF_8).replace("+", "%20");
    return API + "/contacts/" + encoded;
  }

  private JsonObject contact(String name) {
    Answer answer = gateway().get(path(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonObject consent(String state, Instant at) {
    return JsonObject.of("state", state, "at", at.toString());
  }

  private Answer state(String contact, Object consent) {
    return gateway()
        .call(
            gateway()
                .to(path(contact) + "/consent")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(consent.toString()))
                .build());
  }

  private JsonObject explain(JsonObject send) {
    Answer answer = gateway().post(EXPLAIN, send);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonObject rule(JsonObject explained, String reason) {
    return rows(explained.getJsonArray("rules")).stream()
        .filter(it -> it.getString("reason").equals(reason))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject row(JsonObject report) {
    return rows(report.getJsonArray("rows")).stream()
        .filter(GatewayApiIT::isUtilityToUs)
        .findFirst()
        .orElseThrow();
  }

  private static long messages(JsonObject report) {
    return rows(report.getJsonArray("rows")).stream()
        .filter(GatewayApiIT::isUtilityToUs)
        .mapToLong(it -> it.getLong("messages"))
        .sum();
  }

  private static boolean isUtilityToUs(JsonObject row) {
    return row.getString("category").equals("utility") && "US".equals(row.getString("country"));
  }

  private static List<JsonObject> rows(JsonArray rows) {
    return rows.stream().map(JsonObject.class::cast).toList();
  }
}
