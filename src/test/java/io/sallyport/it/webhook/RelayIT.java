package io.sallyport.it.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Crm.Received;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Meta delivers reaches the CRMs as it came. */
@Concurrent
class RelayIT {

  private static final AtomicInteger TEXTS = new AtomicInteger();
  private static final String DEAD = "/sallyport/v1/relay/main/dead-letters";

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Gateway gateway;

  private final String text = "text " + TEXTS.incrementAndGet() + ".";
  private final String contact = Scenario.newContact();

  @BeforeAll
  static void start() {
    world = new RelayWorld(directory);
    // Longer than a machine is busy with other things: what was taken in time is not sent again.
    gateway =
        world.start(Map.of("sallyport.relay.timeout", "3s", "sallyport.relay.claim-after", "10s"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void everyoneTakesEverything() {
    world.main.answer(200);
    world.other.answer(200);
    gateway.post(DEAD + "/replay", "{}");
    Scenario.await()
        .untilAsserted(() -> assertThat(health()).contains("\"target main\": \"nothing waits"));
  }

  private static String health() {
    return gateway.manage("/q/health/ready").text();
  }

  private static void tell(JsonObject... entries) {
    world.tell(gateway, entries);
  }

  private static Received taken(Crm crm, String about) {
    Scenario.await().untilAsserted(() -> assertThat(crm.taken(about)).isNotEmpty());
    return crm.taken(about).get(0);
  }

  private static double metric(String name) {
    Matcher line =
        Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(gateway.manage("/q/metrics").text());
    return line.find() ? Double.parseDouble(line.group(1)) : 0;
  }

  @Test
  void theBytesAndHeadersAreMetasAndASignatureIsOurs() throws Exception {
    String escaped =
        Events.delivery(RelayWorld.says(contact, text))
            .encode()
            .replace(text, text + " Gr\\u00fc\\u00dfe \\ud83d\\ude00 \\/ \u00fc");
    byte[] bytes = escaped.getBytes(UTF_8);

    assertThat(world.deliver(gateway, escaped).status()).isEqualTo(200);

    Received got = taken(world.main, text);
    assertThat(got.body()).isEqualTo(bytes);
    assertThat(got.path()).isEqualTo("/hooks?from=sallyport");
    assertThat(got.header("X-Hub-Signature-256")).isEqualTo(world.twin.sign(bytes));
    assertThat(got.header("Content-Type")).isEqualTo("application/json");
    String id =
        "evt_"
            + HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                .substring(0, 32);
    assertThat(got.header("Sallyport-Event-Id")).isEqualTo(id);
    assertThat(got.header("webhook-id")).isEqualTo(id);
    String timestamp = got.header("webhook-timestamp");
    assertThat(Instant.ofEpochSecond(Long.parseLong(timestamp)))
        .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(1));
    assertThat(got.header("webhook-signature")).isEqualTo("v1," + signed(id, timestamp, bytes));
  }

  /** As a receiver would, with nothing of the gateway's. */
  private static String signed(String id, String timestamp, byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(RelayWorld.SECRET.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((id + "." + timestamp + ".").getBytes(UTF_8));
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }

  @Test
  void withoutASecretOnlyMetasSignatureIsThere() {
    tell(RelayWorld.says(World.TOKENLESS_NUMBER, contact, text));

    Received got = taken(world.other, text);

    assertThat(got.header("X-Hub-Signature-256")).startsWith("sha256=");
    assertThat(got.header("webhook-id")).isNotNull();
    assertThat(got.header("webhook-signature")).isNull();
  }

  @Test
  void whatMetaDeliversAgainIsNotPassedOnAgain() {
    String payload = Events.delivery(RelayWorld.says(contact, text)).encode();
    double known = metric("sallyport_relay_queued_total{outcome=\"known\",target=\"main\"}");

    for (int i = 0; i < 5; i++) {
      assertThat(world.deliver(gateway, payload).status()).isEqualTo(200);
    }
    tell(RelayWorld.says(contact, text + " And more."));
    taken(world.main, text + " And more.");

    assertThat(world.main.received(text)).hasSize(2);
    assertThat(metric("sallyport_relay_queued_total{outcome=\"known\",target=\"main\"}"))
        .isEqualTo(known + 4);
  }

  @Test
  void aTargetGetsWhatConcernsItsNumbersAndTheirAccounts() {
    JsonObject account =
        Events.change("account_alerts", JsonObject.of("alert_description", text + " account"));
    tell(RelayWorld.says(contact, text + " main"));
    tell(account);
    tell(account.copy().put("id", World.TOKENLESS_WABA).put("note", "of the other"));
    tell(account.copy().put("id", "102290129340300").put("note", "of nobody"));
    tell(
        RelayWorld.says(contact, text + " both"),
        RelayWorld.says(World.TOKENLESS_NUMBER, contact, text + " both"));

    taken(world.main, text + " both");
    taken(world.other, text + " both");

    Scenario.await().untilAsserted(() -> assertThat(world.main.taken(text)).hasSize(5));
    Scenario.await().untilAsserted(() -> assertThat(world.other.taken(text)).hasSize(2));
    assertThat(world.other.taken("of the other")).hasSize(1);
  }

  @Test
  void whatIsNotJsonIsTakenAndNotPassedOn() {
    assertThat(world.deliver(gateway, "{" + text).status()).isEqualTo(200);
    assertThat(world.deliver(gateway, "").status()).isEqualTo(200);
    tell(RelayWorld.says(contact, text + " after"));

    taken(world.main, text + " after");

    assertThat(world.main.received(text)).hasSize(1);
  }

  @Test
  void whatIsNotSignedIsNotPassedOn() {
    byte[] bytes = Events.delivery(RelayWorld.says(contact, text)).encode().getBytes(UTF_8);
    assertThat(gateway.webhook(bytes, "sha256=00").status()).isEqualTo(401);
    tell(RelayWorld.says(contact, text + " after"));

    taken(world.main, text + " after");

    assertThat(world.main.received(text)).hasSize(1);
  }

  @Test
  void everyContactsOrderIsKeptWhateverTheTargetDoes() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    int[] statuses = {200, 200, 200, 500, 503, 429, 404};
    world.main.answer(
        body -> {
          synchronized (random) {
            return statuses[random.nextInt(statuses.length)];
          }
        });
    List<String> contacts = new ArrayList<>();
    for (int c = 0; c < 5; c++) {
      contacts.add(Scenario.newContact());
    }
    for (int i = 100; i < 120; i++) {
      for (String one : contacts) {
        tell(RelayWorld.says(one, text + one + "-" + i));
      }
    }

    Scenario.await()
        .untilAsserted(() -> assertThat(world.main.taken(text).size()).isGreaterThan(60));
    world.main.answer(200);

    Scenario.await().untilAsserted(() -> assertThat(world.main.taken(text)).hasSize(100));
    for (String one : contacts) {
      List<String> order =
          world.main.taken(text + one).stream()
              .map(got -> got.text().replaceAll(".*" + one + "-(\\d+).*", "$1"))
              .toList();
      assertThat(order).as("-Dseed=" + seed).hasSize(20).isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Crm.NONE, 503})
  void aTargetInTroubleDelaysNeitherTheOtherNorMeta(int trouble) {
    Delays usual = delays("usual for " + contact, 20);
    world.main.answer(trouble);

    Delays delays = delays(text, 60);

    assertThat(delays.answer()).isLessThan(longer(Duration.ofMillis(200), usual.answer()));
    assertThat(delays.arrival()).isLessThan(longer(Duration.ofMillis(400), usual.arrival()));
    assertThat(world.main.taken(text)).isEmpty();
    world.main.answer(200);
    Scenario.await().untilAsserted(() -> assertThat(world.main.taken(text)).hasSize(60));
  }

  /** Medians: of Meta's 200, and of the arrival at the target that is not in trouble. */
  private record Delays(Duration answer, Duration arrival) {}

  private Delays delays(String about, int many) {
    List<Duration> answers = new ArrayList<>();
    List<Duration> arrivals = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      String one = about + " " + i + ";";
      Instant start = Instant.now();
      tell(RelayWorld.says(World.TOKENLESS_NUMBER, Scenario.newContact(), one));
      answers.add(Duration.between(start, Instant.now()));
      arrivals.add(Duration.between(start, taken(world.other, one).at()));
    }
    return new Delays(median(answers), median(arrivals));
  }

  /**
   * On a machine that is busy with other things, twice what it takes without the trouble. What
   * waited for the target in trouble would take its timeout, or more and more of its backoffs.
   */
  private static Duration longer(Duration most, Duration usual) {
    Duration twice = usual.multipliedBy(2);
    return twice.compareTo(most) > 0 ? twice : most;
  }

  private static Duration median(List<Duration> all) {
    return all.stream().sorted().toList().get(all.size() / 2);
  }

  @Test
  void aLetterThatIsGoneIsDeadAndComesBackByReplay() {
    world.main.answer(410);
    tell(RelayWorld.says(contact, text));
    Scenario.await().untilAsserted(() -> assertThat(deadLetters(DEAD)).hasSize(1));
    JsonObject dead = deadLetters(DEAD).getJsonObject(0);
    Received got = world.main.received(text).get(0);
    assertThat(dead.getString("id")).isEqualTo(got.header("webhook-id"));
    assertThat(dead.getInteger("tries")).isEqualTo(1);
    assertThat(dead.getString("last_error")).isEqualTo("HTTP 410");
    assertThat(Instant.parse(dead.getString("first_try_at")))
        .isEqualTo(Instant.parse(dead.getString("last_try_at")))
        .isBetween(got.at().minusSeconds(2), got.at().plusSeconds(2));
    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(health())
                    .contains("\"status\": \"UP\"", "paused since", "HTTP 410", "dead letters: 1"));
    assertThat(metric("sallyport_relay_paused{target=\"main\"}")).isEqualTo(1);
    tell(RelayWorld.says(contact, text + " waits"));
    assertThat(world.main.received(text + " waits")).isEmpty();
    world.main.answer(200);

    Answer replayed =
        gateway.post(DEAD + "/replay", "{\"ids\":[\"" + dead.getString("id") + "\"]}");

    assertThat(replayed.status()).isEqualTo(202);
    assertThat(replayed.json()).isEqualTo(JsonObject.of("count", 1));
    Scenario.await().untilAsserted(() -> assertThat(world.main.taken(text)).hasSize(2));
    assertThat(deadLetters(DEAD)).isEmpty();
    Scenario.await()
        .untilAsserted(
            () -> assertThat(metric("sallyport_relay_paused{target=\"main\"}")).isZero());
  }

  @Test
  void aReplayWithoutABodyTakesAll() {
    world.main.answer(410);
    tell(RelayWorld.says(contact, text));
    Scenario.await().untilAsserted(() -> assertThat(deadLetters(DEAD)).hasSize(1));
    world.main.answer(200);

    Answer replayed =
        gateway.call(gateway.to(DEAD + "/replay").POST(BodyPublishers.noBody()).build());

    assertThat(replayed.json()).isEqualTo(JsonObject.of("count", 1));
    taken(world.main, text);
  }

  private static JsonArray deadLetters(String target) {
    Answer answer = gateway.get(target);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().getJsonArray("dead_letters");
  }

  @Test
  void aRedirectionIsNotFollowed() {
    world.main.answer(body -> body.contains(text) ? 307 : 200);
    tell(RelayWorld.says(contact, text));
    Scenario.await()
        .untilAsserted(() -> assertThat(world.main.received(text).size()).isGreaterThan(1));

    assertThat(world.main.received(text)).allMatch(got -> got.path().startsWith("/hooks"));
    world.main.answer(200);
    taken(world.main, text);
  }

  @Test
  void theApiRefusesWhatItCannotRead() {
    gateway
        .get("/sallyport/v1/relay/nobody/dead-letters")
        .assertGraphError(404, 100)
        .contains("sallyport.relay.targets");
    gateway.post("/sallyport/v1/relay/nobody/dead-letters/replay", "{}").assertGraphError(404, 100);
    gateway.get(DEAD + "?limit=0").assertGraphError(400, 100).contains("limit");
    gateway.get(DEAD + "?after=x").assertGraphError(400, 100).contains("after");
    gateway.post(DEAD + "/replay", "{\"ids\":7}").assertGraphError(400, 100).contains("ids");
    gateway.post(DEAD + "/replay", "{").assertGraphError(400, 100);
  }

  @Test
  void countsWhatItDoes() {
    double queued = metric("sallyport_relay_queued_total{outcome=\"queued\",target=\"main\"}");
    double delivered = metric("sallyport_relay_tries_total{outcome=\"delivered\",target=\"main\"}");
    tell(RelayWorld.says(contact, text));
    taken(world.main, text);

    Scenario.await()
        .untilAsserted(
            () ->
                assertThat(
                        metric(
                            "sallyport_relay_tries_total{outcome=\"delivered\",target=\"main\"}"))
                    .isEqualTo(delivered + 1));
    assertThat(metric("sallyport_relay_queued_total{outcome=\"queued\",target=\"main\"}"))
        .isEqualTo(queued + 1);
    assertThat(gateway.manage("/q/metrics").text())
        .contains(
            "sallyport_relay_lag_seconds{target=\"main\"}",
            "sallyport_relay_waiting{target=\"main\"}",
            "sallyport_relay_dead_letters{target=\"main\"}",
            "sallyport_relay_delay_seconds_count{target=\"main\"}");
  }
}
