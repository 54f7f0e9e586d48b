package io.sallyport.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Collector;
import io.sallyport.testkit.Collector.Span;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces and lines of JSON, as an operator switches them on. */
@Concurrent
class TracingIT {

  /** What src/docs/observability.md lists, and nothing else. */
  private static final Set<String> TOLD =
      Set.of(
          "http.request.method",
          "http.route",
          "http.response.status_code",
          "error.type",
          "db.system.name",
          "sallyport.number",
          "sallyport.class",
          "sallyport.category",
          "sallyport.decision",
          "sallyport.reason",
          "sallyport.verdict",
          "sallyport.outcome",
          "sallyport.relay.target",
          "sallyport.event_id");

  private static final String TEXT = "Zebrafinch4711";
  private static final String SEND = "POST /{version}/{phone_number_id}/messages";

  @TempDir static Path directory;
  private static RelayWorld world;
  private static Collector collector;
  private static Gateway gateway;

  private final String trace = "%032x".formatted(ThreadLocalRandom.current().nextLong() | 1L << 62);
  private final String caller = "00f067aa0ba902b7";
  private final String contact = Scenario.newContact();

  @BeforeAll
  static void start() throws IOException {
    world = new RelayWorld(directory);
    collector = new Collector();
    Map<String, String> on = exporting();
    on.put("quarkus.otel.sdk.disabled", "false");
    gateway = world.start(on);
  }

  private static Map<String, String> exporting() {
    Map<String, String> exporting = new HashMap<>();
    exporting.put("quarkus.otel.exporter.otlp.endpoint", collector.url());
    exporting.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
    exporting.put("quarkus.otel.bsp.schedule.delay", "100ms");
    exporting.put("quarkus.log.console.json.enabled", "true");
    return exporting;
  }

  @AfterAll
  static void stop() {
    world.close();
    collector.close();
  }

  private Answer send(Object body) {
    return send(gateway, "01", body);
  }

  private Answer send(Gateway gateway, String flags, Object body) {
    HttpRequest request =
        gateway
            .to(Gateway.messages(World.NUMBER) + "?access_token=EAAinquery")
            .header("Content-Type", "application/json")
            .header("traceparent", "00-" + trace + "-" + caller + "-" + flags)
            .header("baggage", "customer=" + contact)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    return gateway.call(request);
  }

  @Test
  void aSendIsAStepOfItsCallersTraceAndMetaOfTheSend() {
    world.tell(gateway, RelayWorld.says(contact, TEXT));

    assertThat(send(Bodies.text(contact, TEXT)).status()).isEqualTo(200);

    Span server = collector.span(span -> span.trace().equals(trace) && span.name().equals(SEND));
    assertThat(server.parent()).isEqualTo(caller);
    assertThat(server.kind()).isEqualTo(Span.SERVER);
    assertThat(server.told())
        .containsEntry("http.response.status_code", "200")
        .containsEntry("sallyport.decision", "forwarded")
        .containsEntry("sallyport.class", "free_form")
        .containsEntry("sallyport.number", World.NUMBER)
        .doesNotContainKey("sallyport.reason");
    Span admission = collector.span(span -> span.isIn(server) && span.name().equals("admission"));
    assertThat(admission.told()).containsEntry("sallyport.verdict", "admitted");
    Span meta = collector.span(span -> span.isIn(server) && span.name().equals("meta"));
    assertThat(meta.kind()).isEqualTo(Span.CLIENT);
    assertThat(meta.told())
        .containsEntry("sallyport.outcome", "answered")
        .containsEntry("http.response.status_code", "200");
    // Forwarded as it came, not made ours.
    assertThat(world.twin.sends())
        .filteredOn(sent -> sent.body().toString().contains(contact))
        .hasSize(1)
        .allMatch(
            sent -> sent.headers().get("traceparent").equals("00-" + trace + "-" + caller + "-01"));
  }

  @Test
  void aRefusedSendSaysWhyAndLeavesNoStepAtMeta() {
    send(Bodies.text(contact, TEXT)).assertRefused(400, 131047, "window_closed");

    Span server = collector.span(span -> span.trace().equals(trace) && span.name().equals(SEND));
    assertThat(server.told())
        .containsEntry("sallyport.decision", "rejected")
        .containsEntry("sallyport.reason", "window_closed");
    Span admission = collector.span(span -> span.isIn(server));
    assertThat(admission.told()).containsEntry("sallyport.verdict", "refused");
  }

  @Test
  void aDeliveryIsFollowedToEachTryAtTheTarget() {
    world.main.answer(text -> world.main.received(contact).isEmpty() ? 500 : 200);

    world.tell(gateway, RelayWorld.says(contact, TEXT));

    Scenario.await().until(() -> world.main.taken(contact).size() == 1);
    world.main.answer(200);
    String[] told = world.main.taken(contact).get(0).header("traceparent").split("-", -1);
    Span last = collector.span(span -> span.id().equals(told[2]));
    assertThat(last.trace()).isEqualTo(told[1]);
    assertThat(last.name()).isEqualTo("relay main");
    assertThat(last.told()).containsEntry("sallyport.outcome", "delivered");
    Span webhook = collector.span(span -> span.id().equals(last.parent()));
    assertThat(webhook.name()).isEqualTo("POST /webhooks/whatsapp");
    assertThat(webhook.parent()).isEmpty();
    Span first = collector.span(span -> span.isIn(webhook) && !span.equals(last));
    assertThat(first.told())
        .containsEntry("sallyport.outcome", "failing")
        .containsEntry("error.type", "HTTP 500");
  }

  /** Whoever posts to a public address would say what is sampled. */
  @Test
  void aDeliverysOwnTraceIsNotContinued() {
    String delivery = Events.delivery(RelayWorld.says(contact, TEXT)).encode();
    HttpRequest signed =
        HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + Gateway.WEBHOOKS))
            .header("Content-Type", "application/json")
            .header("X-Hub-Signature-256", world.twin.sign(delivery.getBytes(UTF_8)))
            .header("traceparent", "00-" + trace + "-" + caller + "-01")
            .POST(BodyPublishers.ofString(delivery))
            .build();

    assertThat(gateway.call(signed).status()).isEqualTo(200);

    Scenario.await().until(() -> world.main.taken(contact).size() == 1);
    String told = world.main.taken(contact).get(0).header("traceparent");
    assertThat(told).isNotNull().doesNotContain(trace);
    Span last = collector.span(span -> span.id().equals(told.split("-", -1)[2]));
    assertThat(collector.span(span -> span.id().equals(last.parent())).parent()).isEmpty();
  }

  @Test
  void aCallerSaysWhetherItsTraceIsKept() {
    send(gateway, "00", Bodies.text(contact, TEXT)).assertRefused(400, 131047, "window_closed");
    send(gateway, "01", Bodies.text(contact, TEXT)).assertRefused(400, 131047, "window_closed");

    // The second is there, so the first would be.
    collector.span(span -> span.trace().equals(trace) && span.name().equals(SEND));
  }

  @Test
  void isOffUntilItIsSwitchedOn() {
    Gateway plain = world.start(exporting());

    world.tell(plain, RelayWorld.says(contact, TEXT));

    assertThat(send(plain, "01", Bodies.text(contact, TEXT)).status()).isEqualTo(200);
    Scenario.await().until(() -> world.main.taken(contact).size() == 1);
    world.stop(plain);
    assertThat(world.main.taken(contact).get(0).header("traceparent")).isNull();
    assertThat(collector.spans(span -> span.trace().equals(trace))).isEmpty();
  }

  @Test
  void noSpanNamesAContactATextOrASecret() {
    send(Bodies.marketing(contact));
    send(Bodies.textToUser("US.16505550100", TEXT));
    send(Bodies.template(contact, TEXT, TEXT));
    gateway.get("/v23.0/" + contact + "/" + TEXT + "?access_token=EAAinquery");
    gateway.get("/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + contact);
    gateway.get(Gateway.WEBHOOKS + "?hub.mode=subscribe&hub.verify_token=" + World.VERIFY_TOKEN);
    world.tell(gateway, RelayWorld.says(contact, TEXT));
    String api = "GET /sallyport/v1/numbers/{phone_number_id}/contacts";
    collector.span(span -> span.name().equals(api));
    collector.span(span -> span.name().equals("GET /webhooks/whatsapp"));
    Scenario.await().until(() -> world.main.taken(contact).size() == 1);
    String relay = world.main.taken(contact).get(0).header("traceparent").split("-", -1)[2];
    collector.span(span -> span.id().equals(relay));

    assertThat(collector.spans(span -> true))
        .allSatisfy(span -> assertThat(TOLD).containsAll(span.told().keySet()));
    assertThat(collector.exported())
        .doesNotContain(
            "1650555",
            TEXT,
            "US.1650",
            Gateway.CALLER_TOKEN,
            World.GATEWAY_TOKEN,
            "EAAinquery",
            World.APP_SECRET,
            World.VERIFY_TOKEN,
            "wamid.",
            "106540352242922/");
  }

  @Test
  void eachLineIsOneObjectAndNamesItsTrace() throws IOException {
    Answer refused = send(Bodies.text(contact, TEXT));
    String id = refused.traceId().substring("sallyport-".length());
    Path log = world.log(gateway);
    Scenario.await().until(() -> Files.readString(log).contains(id));

    List<JsonObject> lines = Files.readAllLines(log).stream().map(JsonObject::new).toList();

    JsonObject decision = first(lines, line -> id.equals(line.getString("id")));
    assertThat(decision.getString("trace_id")).isEqualTo(trace);
    assertThat(decision.getString("reason")).isEqualTo("window_closed");
    assertThat(decision.encode()).doesNotContain(contact, TEXT);
    JsonObject other = first(lines, line -> line.getString("message", "").contains("started in"));
    assertThat(other.getString("loggerName")).isEqualTo("io.quarkus");
    assertThat(other.fieldNames())
        .containsExactlyInAnyOrder(
            "timestamp", "level", "loggerName", "message", "threadName", "mdc");
  }

  private static JsonObject first(List<JsonObject> lines, Predicate<JsonObject> wanted) {
    return lines.stream().filter(wanted).findFirst().orElseThrow();
  }
}
