package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another policy would have decided of one history. */
class ReplayIT {

  private static final String API = "/sallyport/v1/numbers/" + World.NUMBER;
  private static final String ALL = "?limit=1000";

  /** Of the example card. */
  private static final BigDecimal MARKETING = new BigDecimal("0.0240");

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    world = new RelayWorld(directory);
    gateway =
        world.start(
            Map.of(
                "sallyport.audit.remembered",
                "1000",
                "sallyport.pricing.rate-card",
                Path.of("deploy/rate-card.example.csv").toAbsolutePath().toString()));
    history();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static String contact(Duration wroteAgo) {
    String contact = Scenario.newContact();
    world.tell(gateway, Events.inbound(contact, Instant.now().minus(wroteAgo)));
    return contact;
  }

  /** 16 decisions. */
  private static void history() {
    String open = contact(Duration.ZERO);
    String closing = contact(Duration.ofHours(24).minusMinutes(2));
    String closed = contact(Duration.ofHours(25));
    String often = Scenario.newContact();
    String waiting = Scenario.newContact();
    String stopped = Scenario.newContact();
    JsonObject out = JsonObject.of("state", "opt_out", "source", "shop");
    Answer stated =
        gateway.call(
            gateway
                .to(API + "/contacts/" + stopped + "/consent")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(out.encode()))
                .build());
    assertThat(stated.status()).isEqualTo(204);

    sends("forwarded", Bodies.text(open));
    sends("forwarded", Bodies.text(closing));
    sends("rejected window_closed", Bodies.text(closed));
    sends("rejected window_closed", Bodies.text(closed).put("category", "utility"));
    sends("rejected window_closed", Bodies.text(Scenario.newContact()));
    sends("forwarded", Bodies.marketing(often));
    sends("forwarded", Bodies.marketing(often));
    sends("rejected marketing_throttled", Bodies.marketing(often));
    sends("forwarded", Bodies.marketing(waiting));
    sends("forwarded", Bodies.marketing(waiting));
    Answer later = gateway.sendAsync(World.NUMBER, Bodies.marketing(waiting));
    assertThat(later.header("Sallyport-Decision")).isEqualTo("deferred");
    sends("rejected opted_out", Bodies.marketing(stopped));
    sends("forwarded", Bodies.utility(Scenario.newContact()));
    sends(
        "rejected unsupported_category",
        Bodies.template(open, "login_code", "en_US", Bodies.body("123456")));
    sends(
        "rejected template_parameters",
        Bodies.template(open, "order_update", "en_US", Bodies.body("one")));
    Answer instead =
        gateway.call(
            gateway
                .to(Gateway.messages(World.NUMBER))
                .header("Content-Type", "application/json")
                .header("Sallyport-Fallback", "notice_01/en_US")
                .POST(BodyPublishers.ofString(Bodies.text(closed).encode()))
                .build());
    assertThat(instead.header("Sallyport-Decision")).isEqualTo("substituted");
    Scenario.await().until(() -> decisions().size() == 16);
  }

  private static void sends(String expected, JsonObject body) {
    Answer answer = gateway.send(body);
    String reason = answer.header("Sallyport-Reason");
    String told = answer.header("Sallyport-Decision") + (reason == null ? "" : " " + reason);
    assertThat(told).as(answer.text()).isEqualTo(expected);
  }

  private static JsonArray decisions() {
    return gateway.get(API + "/decisions" + ALL).json().getJsonArray("decisions");
  }

  private static JsonObject replay(String body) {
    Answer answer = gateway.post(API + "/replay", new JsonObject(body));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String changes(JsonObject report) {
    return report.getJsonArray("changes").stream()
        .map(JsonObject.class::cast)
        .map(
            one ->
                end(one.getJsonObject("before"))
                    + ">"
                    + end(one.getJsonObject("after"))
                    + "="
                    + one.getLong("count"))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String end(JsonObject end) {
    String reason = end.getString("reason");
    return end.getString("decision") + (reason == null ? "" : ":" + reason);
  }

  @Test
  void thePolicyInForceReproducesEveryVerdict() {
    int sends = world.twin.sends().size();

    JsonObject report = replay("{}");

    assertThat(report.getLong("judged")).isEqualTo(16);
    assertThat(report.getLong("not_judged")).isZero();
    assertThat(changes(report)).isEmpty();
    assertThat(report.getJsonObject("before"))
        .isEqualTo(JsonObject.of("passed", 7, "refused", 7, "replaced", 1, "deferred", 1))
        .isEqualTo(report.getJsonObject("after"));
    assertThat(report.getJsonObject("reasons").getJsonObject("window_closed"))
        .isEqualTo(JsonObject.of("before", 4, "after", 4));
    JsonObject price = report.getJsonArray("prices").getJsonObject(0);
    assertThat(price.getDouble("difference")).isZero();
    assertThat(price.getDouble("before")).isEqualTo(price.getDouble("after")).isPositive();
    assertThat(world.twin.sends()).as("nothing is sent").hasSize(sends);
    assertThat(decisions()).as("nothing is noted").hasSize(16);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'supported_categories':['UTILITY']} |"
            + " deferred:marketing_throttled>refused:unsupported_category=1,"
            + " passed>refused:unsupported_category=4,"
            + " refused:marketing_throttled>refused:unsupported_category=1,"
            + " refused:opted_out>refused:unsupported_category=1",
        "{'supported_categories':['MARKETING']} | passed>refused:unsupported_category=1,"
            + " refused:template_parameters>refused:unsupported_category=1,"
            + " refused:window_closed>refused:unsupported_category=1,"
            + " replaced:window_closed>refused:unsupported_category=1",
        "{'unknown_window':'allow'} | refused:window_closed>passed=1",
        "{'window_margin':'PT5M'} | passed>refused:window_closed=1",
        "{'window_margin':'5m'} | passed>refused:window_closed=1",
        "{'direct_send':'utility'} | refused:window_closed>passed=1",
        "{'require_opt_in':true} | deferred:marketing_throttled>refused:no_opt_in=1,"
            + " passed>refused:no_opt_in=5, refused:marketing_throttled>refused:no_opt_in=1",
        "{'enforcement':{'window_closed':'off'}} | refused:window_closed>passed=3,"
            + " replaced:window_closed>passed=1",
        "{'enforcement':{'opted_out':'observe'}} | refused:opted_out>passed=1",
        "{'enforcement':{'marketing_throttled':'off'}} | deferred:marketing_throttled>passed=1,"
            + " refused:marketing_throttled>passed=1",
        "{'marketing':{'max':1}} | passed>refused:marketing_throttled=2",
        "{'marketing':{'max':3}} | deferred:marketing_throttled>passed=1,"
            + " refused:marketing_throttled>passed=1",
        "{'marketing':{'min_gap':'1h'}} | passed>refused:marketing_throttled=2",
        "{'marketing':{'quiet_hours':'00:00-23:59'}} | passed>refused:marketing_throttled=4",
        "{'marketing':{'blocked_countries':['US']}} |"
            + " deferred:marketing_throttled>refused:marketing_throttled=1,"
            + " passed>refused:marketing_throttled=4",
        "{'marketing':{'on_limit':'defer'}} |"
            + " refused:marketing_throttled>deferred:marketing_throttled=1",
        "{'marketing':{'max':1,'on_limit':'defer'}} |"
            + " passed>deferred:marketing_throttled=2,"
            + " refused:marketing_throttled>deferred:marketing_throttled=1"
      })
  void everyKeyChangesWhatItWould(String body, String expected) {
    JsonObject report = replay(body.replace('\'', '"'));

    assertThat(changes(report)).isEqualTo(expected);
    assertThat(report.getLong("judged")).isEqualTo(16);
  }

  @Test
  void whatNobodyNotedStaysAsItWas() {
    JsonObject report =
        replay("{\"supported_categories\":[\"MARKETING\",\"UTILITY\",\"AUTHENTICATION\"]}");

    assertThat(changes(report)).isEmpty();
    assertThat(report.getLong("judged")).isEqualTo(15);
    assertThat(report.getLong("not_judged")).as("the ledger was not asked").isEqualTo(1);
  }

  private static JsonObject replay(Gateway at, String body) {
    String target = "/sallyport/v1/numbers/" + World.QUIET_NUMBER + "/replay";
    return at.post(target, new JsonObject(body.replace('\'', '"'))).json();
  }

  /**
   * Of a number's rate and of budgets it is not noted how much was left: only that they refused.
   */
  @Test
  void whatIsOffRefusesNoMore() {
    Gateway strict =
        world.start(
            Map.of(
                "sallyport.audit.remembered",
                "1000",
                "sallyport.policy.marketing.rate",
                "0.001",
                "sallyport.policy.enforcement.\"messaging_limit\"",
                "observe",
                "sallyport.budgets.two.numbers",
                World.QUIET_NUMBER,
                "sallyport.budgets.two.messages",
                "2"));
    String sends = Gateway.messages(World.QUIET_NUMBER);
    strict.post(sends, Bodies.marketing(Scenario.newContact())).assertForwarded();
    strict
        .post(sends, Bodies.marketing(Scenario.newContact()))
        .assertRefused(400, 131049, "marketing_throttled");
    strict.post(sends, Bodies.utility(Scenario.newContact())).assertForwarded();
    strict.post(sends, Bodies.utility(Scenario.newContact())).assertRefused(400, 131042, "budget");
    Scenario.await()
        .until(() -> replay(strict, "{}").getJsonObject("before").getLong("refused") == 2);

    JsonObject same = replay(strict, "{'enforcement':{'budget':'enforce'}}");
    assertThat(changes(same)).isEmpty();
    assertThat(same.getLong("not_judged")).as("a budget refuses").isEqualTo(1);
    JsonObject spent = replay(strict, "{'enforcement':{'budget':'off'}}");
    assertThat(changes(spent)).isEqualTo("refused:budget>passed=1");
    assertThat(spent.getLong("not_judged")).isZero();
    assertThat(changes(replay(strict, "{'marketing':{'rate':null}}")))
        .isEqualTo("refused:marketing_throttled>passed=1");
    strict
        .post(
            "/sallyport/v1/numbers/" + World.QUIET_NUMBER + "/replay",
            new JsonObject("{\"enforcement\":{\"messaging_limit\":\"enforce\"}}"))
        .assertGraphError(400, 100)
        .contains("`enforcement.messaging_limit` may be observe or off");
    world.stop(strict);
  }

  @Test
  void theDifferenceInPriceIsToldAndExamplesAreNamed() {
    JsonObject report = replay("{\"supported_categories\":[\"UTILITY\"]}");

    JsonObject price = report.getJsonArray("prices").getJsonObject(0);
    assertThat(price.getString("currency")).isEqualTo("USD");
    assertThat(new BigDecimal(price.getValue("difference").toString()))
        .isEqualByComparingTo(MARKETING.multiply(BigDecimal.valueOf(-4)));
    JsonObject throttled =
        report.getJsonArray("changes").stream()
            .map(JsonObject.class::cast)
            .filter(one -> end(one.getJsonObject("before")).equals("refused:marketing_throttled"))
            .findFirst()
            .orElseThrow();
    String id = throttled.getJsonArray("examples").getJsonObject(0).getString("id");
    assertThat(decisions().stream().map(JsonObject.class::cast))
        .filteredOn(one -> id.equals(one.getString("id")))
        .extracting(one -> one.getString("reason"))
        .containsExactly("marketing_throttled");
  }

  @Test
  void someOfTheDecisionsMayBeAskedFor() {
    JsonObject newest = replay("{\"limit\":2}");
    assertThat(newest.getLong("judged")).isEqualTo(2);
    assertThat(newest.getJsonObject("before").getLong("replaced")).isEqualTo(1);

    String second = decisions().getJsonObject(1).getString("at");
    assertThat(replay("{\"from\":\"" + second + "\"}").getLong("judged")).isEqualTo(2);
    assertThat(replay("{\"to\":\"" + second + "\"}").getLong("judged")).isEqualTo(14);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'store_timeout':'1s'} | `store_timeout` is no member",
        "{'marketing':{'maxx':1}} | `marketing.maxx` is no member",
        "{'marketing':{'rate':1}} | `marketing.rate` may be null, for none: how many would have",
        "{'messaging_limit':250} | `messaging_limit` cannot be judged: whom the portfolio's",
        "{'marketing':{'max':-1}} | `marketing.max` must be a whole number",
        "{'marketing':{'max':'2'}} | `marketing.max` must be a whole number",
        "{'marketing':{'window':'0s'}} | `marketing.window` must be longer",
        "{'marketing':{'min_gap':'soon'}} | `marketing.min_gap` must be a time",
        "{'marketing':{'quiet_hours':'9pm-8am'}} | `marketing.quiet_hours` \"9pm-8am\" is not",
        "{'marketing':{'blocked_countries':['us']}} | `marketing.blocked_countries` must be",
        "{'marketing':{'on_limit':'drop'}} | `marketing.on_limit` must be reject or defer",
        "{'marketing':{'reset_on_reply':'yes'}} | `marketing.reset_on_reply` must be true or",
        "{'marketing':2} | `marketing` must be an object",
        "{'enforcement':{'window':'off'}} | `enforcement.window` is no member",
        "{'enforcement':{'window_closed':'no'}} | `enforcement.window_closed` must be",
        "{'supported_categories':['SERVICE']} | `supported_categories` must be of",
        "{'supported_categories':'UTILITY'} | `supported_categories` must be an array",
        "{'unknown_window':'maybe'} | `unknown_window` must be reject or allow",
        "{'window_margin':'25h'} | `window_margin` must be at least",
        "{'require_opt_in':'true'} | `require_opt_in` must be true or false",
        "{'limit':0} | `limit` must be at least 1",
        "{'from':'yesterday'} | `from` must be a time"
      })
  void whatMakesNoSenseIsNamed(String body, String told) {
    Answer answer = gateway.post(API + "/replay", new JsonObject(body.replace('\'', '"')));

    answer.assertGraphError(400, 100);
    assertThat(answer.details()).contains(told);
  }
}
