package io.sallyport.it.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.Wire;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever happens, the log tells nothing of contacts, texts and secrets. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = {
      @ResourceArg(name = "sallyport.graph.read-timeout", value = "2s"),
      @ResourceArg(name = "sallyport.policy.store-timeout", value = "2s"),
      @ResourceArg(name = "sallyport.templates.poll-interval", value = "1s")
    })
class SecrecyIT extends Scenario {
  /** A word no log line has by itself. */
  private static final String TEXT = "Zebrafinch4711";

  private static final List<String> SECRETS =
      List.of(
          "1650555",
          "555)",
          TEXT,
          "US.1650",
          Gateway.CALLER_TOKEN,
          World.GATEWAY_TOKEN,
          "EAAinquery",
          World.APP_SECRET,
          World.VERIFY_TOKEN,
          "sha256=",
          "wamid.");

  private final List<String> traces = new ArrayList<>();

  @Test
  void logsNeitherContactsNorTextsNorSecrets() throws IOException {
    sendAll();
    tellAll();
    breakMeta();
    breakRedis();

    // A decision's line may come a moment after its answer.
    String last = hex(traces.get(traces.size() - 1));
    await().until(() -> Files.readString(log()).contains(last));
    String log = Files.readString(log());

    assertThat(log)
        .contains("\"decision\":\"rejected\"", "webhook not stored", "templates not listed");
    assertThat(log).doesNotContain(SECRETS);
    assertThat(traces).hasSizeGreaterThan(15).allMatch(trace -> log.contains(hex(trace)));
  }

  private void sendAll() {
    String open = contactWithOpenWindow();
    String closed = contactWithClosedWindow();
    gateway().send(Bodies.text(open, TEXT)).assertForwarded();
    refused(Bodies.text(closed, TEXT));
    refused(Bodies.text("+1 (650) 555-0100", TEXT));
    refused(Bodies.text("US.16505550100", TEXT));
    refused(Bodies.textToUser("US.16505550100", TEXT));
    refused(Bodies.text(TEXT, TEXT));
    refused(Bodies.text(open, TEXT).encode().replace("}}", "}"));
    refused("{\"to\":\"" + closed + "\",\"" + TEXT + "\":1,\"" + TEXT + "\":2}");
    refused("{\"to\":\"" + closed + "\",\"text\":" + TEXT + "}");
    refused(Bodies.text(open).put("type", new JsonArray().add(TEXT)));
    refused(Bodies.text(open).put("category", TEXT));
    refused(Bodies.template(open, TEXT, TEXT));
    refused(Bodies.template(open, "spring_sale", "en_US", Bodies.body(TEXT, TEXT)));
    refused(Bodies.readReceipt().put("to", open));
    refused(Bodies.text(open, TEXT.repeat(100_000)));
    String query = "?access_token=EAAinquery&to=" + open;
    refused(gateway().post(Gateway.messages(World.NUMBER) + query, Bodies.text(open)));
    refused(gateway().post(Gateway.messages(open), Bodies.text(open)));
    gateway().post("/v23.0/" + open + "/" + TEXT + "?access_token=EAAinquery", Bodies.text(open));
    gateway().post("/v23.0/" + open + "//messages?access_token=EAAinquery", Bodies.text(open));
    Wire.exchange(
        gateway().port(),
        "POST /%zz"
            + open
            + "?access_token=EAAinquery%zz HTTP/1.1\nAuthorization: Bearer "
            + Gateway.CALLER_TOKEN,
        TEXT.getBytes(UTF_8));
    String stopped = newContact();
    for (int i = 0; i < 3; i++) {
      gateway().send(Bodies.marketing(closed));
    }
    refused(Bodies.marketing(closed));
    tell(Events.preference(stopped, "stop", now()));
    refused(Bodies.marketing(stopped));
  }

  private void tellAll() {
    String contact = newContact();
    JsonObject sender = JsonObject.of("from", contact, "from_user_id", "US.16505550100");
    tell(Events.inbound(World.NUMBER, sender, TEXT, now()));
    tell(
        Events.messages(
            World.NUMBER,
            Events.message(JsonObject.of("from", TEXT), "text", now()),
            Events.message(sender, TEXT, now()).put("timestamp", contact)));
    tell(Events.failed(contact, Events.newWamid(), 131047, now()));
    tell(Events.templateStatus(TEXT, "en-US", "PAUSED", now()));
    deliver("{\"entry\":[{\"" + TEXT + "\":" + contact);
    gateway()
        .webhook(
            Events.delivery(Events.inbound(contact, now())).toBuffer().getBytes(), "sha256=00");
    gateway().get(Gateway.WEBHOOKS + "?hub.mode=subscribe&hub.verify_token=" + World.VERIFY_TOKEN);
    gateway().get(Gateway.WEBHOOKS + "?hub.mode=subscribe&hub.verify_token=" + TEXT);
  }

  private void breakMeta() throws IOException {
    String open = contactWithOpenWindow();
    for (Fault fault : Fault.values()) {
      twin().fault(fault, 1);
      if (fault.isLasting()) {
        // Of a number that nothing else here needs: the gateway holds it back for a minute.
        gateway().post(Gateway.messages(World.QUIET_NUMBER), Bodies.utility(open));
      } else {
        gateway().send(Bodies.text(open, TEXT));
      }
    }
    twin().clearFaults();
    long unlisted = unlisted();
    twin().unplug();
    refused(Bodies.text(open, TEXT));
    gateway().get("/v23.0/" + open + "?access_token=EAAinquery&" + TEXT);
    await().until(() -> unlisted() > unlisted);
    twin().plug();
  }

  /** How often the poll could not list templates. */
  private static long unlisted() throws IOException {
    return Files.readString(log())
        .lines()
        .filter(it -> it.contains("templates not listed"))
        .count();
  }

  private void breakRedis() {
    String open = contactWithOpenWindow();
    String inbound = Events.delivery(Events.inbound(open, Instant.now().plusSeconds(1))).encode();
    try (Store.Frozen frozen = world.store().freeze()) {
      refused(Bodies.marketing(open));
      deliver(inbound);
    }
    world.store().stop();
    try {
      refused(Bodies.text(open, TEXT));
      refused(Bodies.template(open, TEXT, "en_US"));
      deliver(inbound);
      gateway().manage("/q/health");
    } finally {
      world.store().start();
    }
    await().until(() -> gateway().send(Bodies.utility(open)).status() == 200);
    // A wrong type in Redis makes Redis itself complain of the key.
    String key = "sp:{" + World.NUMBER + "}:c:" + open;
    world.store().command("DEL " + key);
    world.store().command("SET " + key + " x");
    refused(Bodies.text(open, TEXT));
    deliver(inbound);
  }

  private void refused(Object body) {
    refused(gateway().send(body));
  }

  private void refused(Answer answer) {
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
    traces.add(answer.traceId());
  }

  private static String hex(String trace) {
    return trace.substring("sallyport-".length());
  }

  private static Path log() {
    return Path.of(System.getProperty("quarkus.log.file.path", "target/quarkus.log"));
  }
}
