package io.sallyport.it.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.EventSource;
import io.sallyport.testkit.EventSource.Event;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the console asks of two replicas, with operators and clients. */
@TestInstance(Lifecycle.PER_CLASS)
class ConsoleCallsIT extends ComeAndGo {

  /** May use one number. */
  private static final String CRM = "key-of-the-client-crm";

  /** May use all. */
  private static final String SHOP = "key-of-the-client-shop";

  private static final String NUMBERS = "/numbers/" + World.NUMBER;

  private Gateway first;
  private Gateway second;

  @BeforeAll
  void start(@TempDir Path directory) {
    open(directory);
    Map<String, String> clients =
        Map.of(
            "sallyport.clients.crm.key", CRM,
            "sallyport.clients.crm.numbers", World.NUMBER,
            "sallyport.clients.shop.key", SHOP);
    first = start(clients);
    second = start(clients);
  }

  @AfterAll
  void stop() {
    world.close();
  }

  private static Answer send(Gateway gateway, String key, String number, JsonObject body) {
    return gateway.call(
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + gateway.port() + Gateway.messages(number)))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode()))
            .build());
  }

  private static HttpRequest.Builder call(Gateway gateway, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + gateway.port() + "/sallyport/v1" + path));
  }

  private static EventSource listen(Gateway gateway, String key, String query) {
    return EventSource.open(
        call(gateway, "/decisions/stream" + query)
            .header("Authorization", "Bearer " + key)
            .build());
  }

  private static List<String> contacts(EventSource source) {
    return source.events().stream()
        .filter(event -> event.name().equals("decision"))
        .map(event -> event.data().getString("contact"))
        .toList();
  }

  @Test
  void tellsDecisionsOfEveryReplicaWithinTwoSeconds() {
    String contact = Scenario.newContact();
    try (EventSource all = listen(first, VIEWER, "");
        EventSource there = listen(second, OPERATOR, "?contact=%2B" + contact)) {
      assertThat(all.header("Content-Type")).startsWith("text/event-stream");
      assertThat(all.header("Cache-Control")).isEqualTo("no-store");

      Answer here = send(first, SHOP, World.NUMBER, Bodies.text(contact));
      Answer elsewhere = send(second, CRM, World.NUMBER, Bodies.text(contact));

      List<String> both = List.of(contact, contact);
      soon().until(() -> contacts(all).containsAll(both) && contacts(there).equals(both));
      soon().until(() -> all.events().size() >= 2);
      for (Event event : there.events()) {
        JsonObject decision = event.data();
        assertThat(decision.getString("decision")).isEqualTo("rejected");
        assertThat(decision.getString("reason")).isEqualTo("window_closed");
        assertThat(decision.getString("details")).isIn(here.details(), elsewhere.details());
        assertThat(decision.getString("number")).isEqualTo(World.NUMBER);
        assertThat(decision.getString("client")).isIn("shop", "crm");
      }
    }
  }

  @Test
  void filtersByAllThatIsAsked() {
    String contact = Scenario.newContact();
    String query =
        "?number=" + World.NUMBER + "&client=crm&reason=window_closed&contact=" + contact;
    try (EventSource matching = listen(first, VIEWER, query);
        EventSource other = listen(first, VIEWER, query.replace("window_closed", "opted_out"))) {
      send(first, SHOP, World.NUMBER, Bodies.text(contact));
      send(second, CRM, World.NUMBER, Bodies.utility(contact));
      send(second, CRM, World.NUMBER, Bodies.text(Scenario.newContact()));
      send(first, CRM, World.NUMBER, Bodies.text(contact));

      soon().until(() -> !matching.events().isEmpty());
      assertThat(contacts(matching)).containsExactly(contact);
      assertThat(other.events()).isEmpty();
    }
    api(first, VIEWER, "GET", "/decisions/stream?contact=a%20b", null).assertGraphError(400, 100);
    api(first, VIEWER, "GET", "/decisions/stream?number=1", null).assertGraphError(400, 100);
  }

  @Test
  void tellsAClientItsOwnOnly() {
    String contact = Scenario.newContact();
    try (EventSource crm = listen(first, CRM, "");
        EventSource shop = listen(first, SHOP, "")) {
      send(first, SHOP, World.QUIET_NUMBER, Bodies.text(contact));
      send(first, SHOP, World.NUMBER, Bodies.text(contact));
      send(first, CRM, World.NUMBER, Bodies.text(contact));

      soon()
          .untilAsserted(
              () -> {
                assertThat(contacts(crm)).containsOnlyOnce(contact);
                assertThat(contacts(shop).stream().filter(contact::equals)).hasSize(2);
              });
      assertThat(crm.events())
          .allSatisfy(event -> assertThat(event.data().getString("client")).isEqualTo("crm"));
    }
    api(first, CRM, "GET", "/decisions/stream?number=" + World.QUIET_NUMBER, null)
        .assertGraphError(403, 10);
    api(first, CRM, "GET", "/decisions/stream?client=shop", null).assertGraphError(403, 10);
    api(first, "", "GET", "/decisions/stream", null).assertGraphError(401, 190);
  }

  @Test
  void endsWithTheSession() {
    Answer signedIn =
        first.call(
            call(first, "/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonObject.of("key", VIEWER).encode()))
                .build());
    String cookie = signedIn.header("Set-Cookie").split(";", 2)[0];
    try (EventSource source =
            EventSource.open(call(first, "/decisions/stream").header("Cookie", cookie).build());
        EventSource byKey = listen(first, VIEWER, "")) {
      HttpRequest signOut =
          call(second, "/session")
              .header("Cookie", cookie)
              .header("Sallyport-Console", "1")
              .DELETE()
              .build();
      assertThat(second.call(signOut).status()).isEqualTo(204);

      Scenario.await().until(source::hasEnded);
      assertThat(byKey.hasEnded()).isFalse();
      Scenario.await().until(() -> byKey.comments() > 1);
    }
  }

  @Test
  void endsAtOnceWhenAReplicaStops() {
    long before = counted("rejected", "unknown_number");
    Gateway third = start(Map.of("sallyport.clients.shop.key", SHOP));
    try (EventSource source = listen(third, VIEWER, "")) {
      send(third, SHOP, "1", Bodies.text(Scenario.newContact()));
      Instant signalled = Instant.now();

      world.stop(third);

      assertThat(Duration.between(signalled, Instant.now())).isLessThan(Duration.ofSeconds(20));
      Scenario.await().until(source::hasEnded);
      assertThat(counted("rejected", "unknown_number")).isEqualTo(before + 1);
    }
  }

  @Test
  void showsAllReplicasAtAGlance() {
    Instant start = Instant.now();
    String contact = Scenario.newContact();
    long before = counted("rejected", "window_closed");
    world.tell(first, RelayWorld.says(Scenario.newContact(), "Hello"));
    for (int i = 0; i < 3; i++) {
      send(first, SHOP, World.NUMBER, Bodies.text(contact));
      send(second, SHOP, World.NUMBER, Bodies.text(contact));
    }

    Scenario.await().until(() -> counted("rejected", "window_closed") == before + 6);
    Scenario.await()
        .until(
            () ->
                api(second, VIEWER, "GET", "/overview?hours=1", null)
                        .json()
                        .getJsonObject("windows")
                        .getInteger("open")
                    > 0);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(12));
    JsonObject overview = api(second, VIEWER, "GET", "/overview?hours=1", null).json();
    assertThat(Instant.parse(overview.getString("at"))).isAfter(start.minusSeconds(5));
    assertThat(overview.getInteger("step_minutes")).isEqualTo(1);
    assertThat(overview.getJsonObject("redis").getBoolean("ok")).isTrue();
    assertThat(overview.getJsonObject("redis").getDouble("latency_ms")).isPositive();
    assertThat(overview.getJsonObject("redis").getLong("memory_bytes")).isPositive();
    assertThat(names(overview.getJsonArray("relay"), "target")).contains("main", "other");
    assertThat(names(overview.getJsonArray("coverage"), "phone_number_id"))
        .contains(World.NUMBER, World.QUIET_NUMBER);
    JsonObject day = api(first, VIEWER, "GET", "/overview", null).json();
    assertThat(day.getInteger("step_minutes")).isEqualTo(10);
    assertThat(day.getJsonArray("decisions")).isNotEmpty();
    for (String hours : new String[] {"0", "169", "x", "-1", "1.5"}) {
      api(first, VIEWER, "GET", "/overview?hours=" + hours, null).assertGraphError(400, 100);
    }
  }

  private long counted(String decision, String reason) {
    return api(second, VIEWER, "GET", "/overview?hours=1", null)
        .json()
        .getJsonArray("decisions")
        .stream()
        .map(JsonObject.class::cast)
        .filter(one -> decision.equals(one.getString("decision")))
        .filter(one -> reason.equals(one.getString("reason")))
        .mapToLong(one -> one.getLong("count"))
        .sum();
  }

  private static List<String> names(JsonArray all, String member) {
    return all.stream().map(JsonObject.class::cast).map(one -> one.getString(member)).toList();
  }

  @Test
  void listsWhoWaitsTheLongestFirst() {
    List<String> contacts = IntStream.range(0, 3).mapToObj(i -> Scenario.newContact()).toList();
    Instant now = Scenario.now();
    String[] numbers = {World.NUMBER, World.TOKENLESS_NUMBER, World.NUMBER};
    for (int i = 0; i < 3; i++) {
      JsonObject sender = JsonObject.of("from", contacts.get(i));
      world.tell(
          first,
          Events.inbound(numbers[i], sender, "text", now.minus(Duration.ofHours(30L - i * 10L))));
    }

    JsonArray all = waiting(VIEWER, "?limit=1000");
    List<JsonObject> ours =
        all.stream()
            .map(JsonObject.class::cast)
            .filter(one -> contacts.contains(one.getString("contact")))
            .toList();
    assertThat(ours)
        .extracting(one -> one.getString("contact"))
        .containsExactlyElementsOf(contacts);
    assertThat(ours.get(0).getString("window_expires_at")).as("closed").isNull();
    assertThat(Instant.parse(ours.get(1).getString("window_expires_at")))
        .isEqualTo(now.plus(Duration.ofHours(4)));
    assertThat(Instant.parse(ours.get(1).getString("waiting_since")))
        .isEqualTo(now.minus(Duration.ofHours(20)));
    assertThat(ours.get(1).getBoolean("overdue")).isFalse();

    assertThat(names(waiting(CRM, "?limit=1000"), "phone_number_id")).containsOnly(World.NUMBER);
    assertThat(names(waiting(VIEWER, "?limit=9&number=" + World.TOKENLESS_NUMBER), "contact"))
        .contains(contacts.get(1))
        .doesNotContain(contacts.get(0));
    assertThat(paged()).isEqualTo(names(all, "contact"));
    api(first, CRM, "GET", "/waiting?number=" + World.QUIET_NUMBER, null).assertGraphError(403, 10);
    api(first, VIEWER, "GET", "/waiting?after=x", null).assertGraphError(400, 100);
  }

  private JsonArray waiting(String key, String query) {
    return api(second, key, "GET", "/waiting" + query, null).json().getJsonArray("contacts");
  }

  private List<String> paged() {
    List<String> all = new ArrayList<>();
    String after = "";
    while (after != null) {
      JsonObject page = api(second, VIEWER, "GET", "/waiting?limit=1" + after, null).json();
      all.addAll(names(page.getJsonArray("contacts"), "contact"));
      after = page.getString("next") == null ? null : "&after=" + page.getString("next");
    }
    return all;
  }

  @Test
  void listsConsentsALineEach() {
    String out = Scenario.newContact();
    String in = Scenario.newContact();
    for (String contact : List.of(out, in)) {
      String state = contact.equals(out) ? "opt_out" : "opt_in";
      JsonObject consent = JsonObject.of("state", state, "source", "shop <b>floor</b>");
      String path = NUMBERS + "/contacts/" + contact + "/consent";
      assertThat(api(first, OPERATOR, "PUT", path, consent).status()).isEqualTo(204);
    }

    Answer outs = api(second, CRM, "GET", NUMBERS + "/consents?state=opt_out", null);

    assertThat(outs.header("Content-Type")).startsWith("application/x-ndjson");
    List<JsonObject> lines = outs.text().lines().map(JsonObject::new).toList();
    assertThat(lines).allMatch(line -> line.getString("state").equals("opt_out"));
    JsonObject ours =
        lines.stream().filter(line -> line.getString("contact").equals(out)).findFirst().get();
    assertThat(ours.getString("source")).isEqualTo("shop <b>floor</b>");
    assertThat(Instant.parse(ours.getString("at"))).isBeforeOrEqualTo(Instant.now());
    String both = api(second, CRM, "GET", NUMBERS + "/consents", null).text();
    assertThat(both).contains(out, in).endsWith("\n");
    assertThat(
            api(second, VIEWER, "GET", "/numbers/" + World.QUIET_NUMBER + "/consents", null).text())
        .isEmpty();
    api(first, CRM, "GET", NUMBERS + "/consents?state=none", null).assertGraphError(400, 100);
  }

  @Test
  void notesWhatOperatorsDo() throws IOException {
    String contact = Scenario.newContact();
    String path = NUMBERS + "/contacts/" + contact + "/consent";
    api(first, OPERATOR, "PUT", path, JsonObject.of("state", "opt_in"));
    api(
        second,
        OPERATOR,
        "PUT",
        path.replace(contact, "%2B" + contact),
        JsonObject.of("state", "x"));
    api(second, VIEWER, "DELETE", NUMBERS + "/contacts/" + contact, null).assertGraphError(403, 10);
    api(second, OPERATOR, "POST", NUMBERS + "/explain", Bodies.text(contact));
    first.call(
        call(first, NUMBERS + "/import")
            .header("Authorization", "Bearer " + OPERATOR)
            .POST(
                BodyPublishers.ofString("{\"contact\":\"" + contact + "\",\"consent\":\"opt_in\"}"))
            .build());

    Scenario.await()
        .until(() -> acts("?operator=ann&limit=1").getJsonObject(0).encode().contains("import"));
    List<JsonObject> ann =
        acts("?operator=ann&limit=3").stream().map(JsonObject.class::cast).toList();
    assertThat(ann).extracting(act -> act.getInteger("status")).containsExactly(200, 400, 204);
    assertThat(ann.get(0).getString("act")).isEqualTo("POST /sallyport/v1" + NUMBERS + "/import");
    assertThat(ann.get(2).getString("act"))
        .matches("PUT /sallyport/v1" + NUMBERS + "/contacts/[0-9a-f]{16}/consent")
        .isEqualTo(ann.get(1).getString("act"));
    JsonObject bob = acts("?operator=bob&limit=1").getJsonObject(0);
    assertThat(bob.getInteger("status")).isEqualTo(403);
    assertThat(bob.getString("act")).startsWith("DELETE /sallyport/v1" + NUMBERS + "/contacts/");
    assertThat(acts("").encode()).doesNotContain(contact, OPERATOR);
    JsonObject page = api(first, VIEWER, "GET", "/acts?limit=1", null).json();
    JsonArray older = acts("?limit=1&before=" + page.getString("next"));
    assertThat(older).hasSize(1);
    assertThat(older.getJsonObject(0)).isNotEqualTo(page.getJsonArray("acts").getJsonObject(0));
    Scenario.await().until(() -> lines(first, "\"operator\":\"ann\"").size() > 1);
    assertThat(lines(first, "\"operator\":\"ann\"")).noneMatch(line -> line.contains(contact));
  }

  private JsonArray acts(String query) {
    return api(second, VIEWER, "GET", "/acts" + query, null).json().getJsonArray("acts");
  }

  private List<String> lines(Gateway gateway, String with) throws IOException {
    try (Stream<String> lines = Files.lines(world.log(gateway))) {
      return lines.filter(line -> line.contains(with)).toList();
    }
  }

  @Test
  void remembersDecisionsWithTheConsole() {
    String contact = Scenario.newContact();
    String details = send(first, CRM, World.NUMBER, Bodies.text(contact)).details();
    send(first, CRM, World.NUMBER, Bodies.utility(contact));

    String query = NUMBERS + "/decisions?limit=1&reason=window_closed&contact=";
    Scenario.await().until(() -> !decisions(query + contact).isEmpty());
    JsonObject decision = decisions(query + "%2B" + contact).getJsonObject(0);
    assertThat(decision.getString("contact")).isEqualTo(contact);
    assertThat(decision.getString("details")).isEqualTo(details);
  }

  private JsonArray decisions(String path) {
    return api(second, VIEWER, "GET", path, null).json().getJsonArray("decisions");
  }

  /** Who may make a call. */
  private enum Who {
    /** Whoever has any key. */
    ALL,
    /** Clients and operators, no viewers. */
    NO_VIEWERS,
    /** Operators and viewers, no clients. */
    NO_CLIENTS,
    /** Operators only. */
    OPERATORS,
    /** Those without a key, too. */
    ANYBODY
  }

  private static final Map<String, Who> CALLS =
      Map.ofEntries(
          Map.entry("GET /accounts/{account_id}/contacts/{contact}", Who.ALL),
          Map.entry("PUT /accounts/{account_id}/contacts/{contact}/consent", Who.NO_VIEWERS),
          Map.entry("GET /accounts/{account_id}/decisions", Who.ALL),
          Map.entry("POST /accounts/{account_id}/explain", Who.ALL),
          Map.entry("GET /acts", Who.NO_CLIENTS),
          Map.entry("GET /budgets", Who.ALL),
          Map.entry("GET /channels/{channel_id}/contacts/{chat_id}", Who.ALL),
          Map.entry("POST /channels/{channel_id}/explain", Who.ALL),
          Map.entry("POST /channels/{channel_id}/import", Who.NO_VIEWERS),
          Map.entry("GET /clients", Who.NO_CLIENTS),
          Map.entry("GET /clients/{name}", Who.NO_CLIENTS),
          Map.entry("PUT /clients/{name}", Who.OPERATORS),
          Map.entry("DELETE /clients/{name}", Who.OPERATORS),
          Map.entry("GET /decisions/stream", Who.ALL),
          Map.entry("GET /held", Who.NO_CLIENTS),
          Map.entry("GET /kommo/{account}", Who.ALL),
          Map.entry("POST /kommo/{account}/connect", Who.NO_VIEWERS),
          Map.entry("DELETE /kommo/{account}/connect", Who.NO_VIEWERS),
          Map.entry("GET /numbers", Who.ALL),
          Map.entry("GET /numbers/{phone_number_id}", Who.ALL),
          Map.entry("GET /numbers/{phone_number_id}/consents", Who.ALL),
          Map.entry("GET /numbers/{phone_number_id}/contacts/{contact}", Who.ALL),
          Map.entry("DELETE /numbers/{phone_number_id}/contacts/{contact}", Who.NO_VIEWERS),
          Map.entry("PUT /numbers/{phone_number_id}/contacts/{contact}/consent", Who.NO_VIEWERS),
          Map.entry("GET /numbers/{phone_number_id}/decisions", Who.ALL),
          Map.entry("GET /numbers/{phone_number_id}/deferred/{id}", Who.ALL),
          Map.entry("DELETE /numbers/{phone_number_id}/deferred/{id}", Who.NO_VIEWERS),
          Map.entry("POST /numbers/{phone_number_id}/deferred/{id}/refuse", Who.OPERATORS),
          Map.entry("POST /numbers/{phone_number_id}/deferred/{id}/release", Who.OPERATORS),
          Map.entry("POST /numbers/{phone_number_id}/explain", Who.ALL),
          Map.entry("POST /numbers/{phone_number_id}/import", Who.NO_VIEWERS),
          Map.entry("POST /numbers/{phone_number_id}/replay", Who.ALL),
          Map.entry("GET /numbers/{phone_number_id}/spend", Who.ALL),
          Map.entry("GET /numbers/{phone_number_id}/templates", Who.ALL),
          Map.entry("POST /numbers/{phone_number_id}/templates/refresh", Who.NO_VIEWERS),
          Map.entry("GET /overview", Who.NO_CLIENTS),
          Map.entry("GET /relay", Who.ALL),
          Map.entry("GET /relay/{target}", Who.ALL),
          Map.entry("PUT /relay/{target}", Who.OPERATORS),
          Map.entry("DELETE /relay/{target}", Who.OPERATORS),
          Map.entry("GET /relay/{target}/dead-letters", Who.ALL),
          Map.entry("POST /relay/{target}/dead-letters/replay", Who.NO_VIEWERS),
          Map.entry("POST /session", Who.ANYBODY),
          Map.entry("GET /session", Who.NO_CLIENTS),
          Map.entry("DELETE /session", Who.ALL),
          Map.entry("GET /waiting", Who.ALL),
          Map.entry("GET /wabas", Who.NO_CLIENTS),
          Map.entry("GET /wabas/{id}", Who.NO_CLIENTS),
          Map.entry("PUT /wabas/{id}", Who.OPERATORS),
          Map.entry("DELETE /wabas/{id}", Who.OPERATORS),
          Map.entry("POST /wabas/{id}/refresh", Who.OPERATORS));

  @Test
  void everyCallKnowsWhoMayMakeIt() {
    JsonObject paths = first.manage("/q/openapi?format=json").json().getJsonObject("paths");
    List<String> listed = new ArrayList<>();
    for (String path : paths.fieldNames()) {
      if (path.startsWith("/sallyport/v1/")) {
        for (String method : paths.getJsonObject(path).fieldNames()) {
          if (!method.equals("parameters")) {
            listed.add(
                method.toUpperCase(java.util.Locale.ROOT)
                    + " "
                    + path.substring("/sallyport/v1".length()));
          }
        }
      }
    }
    assertThat(listed)
        .as("the calls that OpenAPI lists")
        .containsExactlyInAnyOrderElementsOf(CALLS.keySet());

    Map<String, Who> refused = new TreeMap<>();
    CALLS.forEach(
        (call, who) -> {
          if (!who.equals(found(call))) {
            refused.put(call, found(call));
          }
        });
    assertThat(refused).as("calls that others may make than was thought").isEmpty();
  }

  /** By what those get who may not. */
  private Who found(String call) {
    boolean openToAll = status(call, "") != 401;
    boolean openToViewers = status(call, VIEWER) != 403;
    boolean openToClients = status(call, SHOP) != 403;
    if (openToAll || call.equals("POST /session")) {
      return Who.ANYBODY;
    } else if (openToViewers) {
      return openToClients ? Who.ALL : Who.NO_CLIENTS;
    }
    return openToClients ? Who.NO_VIEWERS : Who.OPERATORS;
  }

  private int status(String call, String key) {
    String method = call.split(" ", 2)[0];
    String path =
        call.split(" ", 2)[1]
            .replace("{phone_number_id}", World.NUMBER)
            .replace("{contact}", "16505559999")
            .replaceAll("\\{\\w+}", "nothing-of-this-name");
    if (path.equals("/decisions/stream") && !key.isEmpty()) {
      listen(first, key, "").close();
      return 200;
    }
    return api(first, key, method, path, method.equals("GET") ? null : new JsonObject()).status();
  }
}
