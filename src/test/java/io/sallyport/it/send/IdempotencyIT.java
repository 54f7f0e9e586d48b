package io.sallyport.it.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.World;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A send with an Idempotency-Key happens once, and its answer is the same every time. */
@QuarkusIntegrationTest
@WithTestResource(
    value = World.class,
    initArgs = @ResourceArg(name = "sallyport.graph.read-timeout", value = "3s"))
class IdempotencyIT extends Scenario {

  private final String key = UUID.randomUUID().toString();
  private final String contact = newContact();

  private Answer send(JsonObject body) {
    return gateway().sendWithKey(key, body);
  }

  private void opened() {
    wrote(contact, Instant.now());
  }

  private String callbackData() {
    return reachedMeta(contact).get(0).body().toJsonObject().getString("biz_opaque_callback_data");
  }

  @Test
  void theFirstAnswerIsGivenAgain() {
    opened();
    Answer first = send(Bodies.text(contact)).assertForwarded();

    Answer second = send(Bodies.text(contact));

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Sallyport-Decision")).isEqualTo("replayed");
    assertThat(second.header("Content-Type")).isEqualTo(first.header("Content-Type"));
    List<ReceivedRequest> sends = reachedMeta(contact);
    assertThat(sends).hasSize(1);
    assertThat(sends.get(0).headers().get("Idempotency-Key")).isNull();
    assertThat(callbackData()).startsWith("sallyport:");
    JsonObject sent = sends.get(0).body().toJsonObject();
    sent.remove("biz_opaque_callback_data");
    assertThat(sent).isEqualTo(Bodies.text(contact));
  }

  @Test
  void anAnswerIsGivenAgainThoughTheWindowHasClosed() {
    opened();
    send(Bodies.text(contact)).assertForwarded();
    tell(Events.failed(contact, "wamid.OTHER" + contact, 131047, now().plusSeconds(1)));
    gateway().send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");

    assertThat(send(Bodies.text(contact)).header("Sallyport-Decision")).isEqualTo("replayed");
  }

  @Test
  void anotherBodyIsRefused() {
    opened();
    send(Bodies.text(contact)).assertForwarded();

    send(Bodies.text(contact, "Something else.")).assertRefused(422, 100, "key_reused");
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void ofManyAtOnceOneIsSent() {
    opened();
    twin().fault(FaultOrder.of(Fault.SLOW, 1).withDelay(Duration.ofMillis(500)));
    List<CompletableFuture<Answer>> sends =
        Stream.generate(() -> gateway().sendLaterWithKey(key, Bodies.text(contact)))
            .limit(20)
            .toList();
    List<Answer> answers = sends.stream().map(CompletableFuture::join).toList();

    assertThat(reachedMeta(contact)).hasSize(1);
    assertThat(answers).filteredOn(it -> "forwarded".equals(decision(it))).hasSize(1);
    Answer waiting = answers.stream().filter(it -> it.status() == 409).findFirst().orElseThrow();
    waiting.assertRefused(409, 100, "in_flight").contains("under way");
    assertThat(waiting.header("Retry-After")).isEqualTo("1");
    assertThat(decision(send(Bodies.text(contact)))).isEqualTo("replayed");
  }

  private static String decision(Answer answer) {
    return answer.header("Sallyport-Decision");
  }

  @Test
  void aRefusalOfOursFreesTheKey() {
    send(Bodies.text(contact)).assertRefused(400, 131047, "window_closed");
    opened();
    send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void aRefusalMetaTakesBackLaterFreesTheKey() {
    opened();
    twin().fault(Fault.RATE_LIMITED, 1);
    assertThat(send(Bodies.text(contact)).status()).isEqualTo(429);
    send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void whatNeverLeftFreesTheKey() {
    opened();
    twin().unplug();
    try {
      send(Bodies.text(contact)).assertEnded("failed", 502, 131016, "upstream_unreachable");
    } finally {
      twin().plug();
    }
    send(Bodies.text(contact)).assertForwarded();
  }

  @Test
  void aLostAnswerStaysLostUntilAStatusTells() {
    opened();
    twin().fault(FaultOrder.of(Fault.RESET_BEFORE_ANSWER, 1).accepting());
    send(Bodies.text(contact)).assertEnded("unknown", 504, 131000, "outcome_unknown");
    send(Bodies.text(contact)).assertEnded("unknown", 504, 131000, "outcome_unknown");
    assertThat(reachedMeta(contact)).hasSize(1);

    String wamid = Events.newWamid();
    tell(Events.statuses(status(contact, wamid, callbackData())));

    Answer proved = send(Bodies.text(contact));
    assertThat(proved.status()).isEqualTo(200);
    assertThat(decision(proved)).isEqualTo("replayed");
    assertThat(proved.wamid()).isEqualTo(wamid);
    assertThat(reachedMeta(contact)).hasSize(1);
  }

  @Test
  void aLostMarketingSendIsSettledByItsStatus() {
    twin().fault(FaultOrder.of(Fault.RESET_BEFORE_ANSWER, 1).accepting());
    send(Bodies.marketing(contact)).assertEnded("unknown", 504, 131000, "outcome_unknown");
    String wamid = Events.newWamid();
    tell(Events.statuses(status(contact, wamid, callbackData())));

    tell(Events.failed(contact, wamid, 131026, now()));

    // The failure is known for the lost send's: its slot is free again.
    JsonObject marketing =
        gateway()
            .get("/sallyport/v1/numbers/" + World.NUMBER + "/contacts/" + contact)
            .json()
            .getJsonObject("marketing");
    assertThat(marketing.getInteger("sent")).isZero();
  }

  @Test
  void theCallersOwnCallbackDataIsLeftAsItIsAndTellsToo() {
    opened();
    JsonObject body = Bodies.text(contact).put("biz_opaque_callback_data", "order-7");
    twin().fault(FaultOrder.of(Fault.RESET_BEFORE_ANSWER, 1).accepting());
    send(body).assertEnded("unknown", 504, 131000, "outcome_unknown");
    assertThat(reachedMeta(contact).get(0).body().toJsonObject()).isEqualTo(body);
    tell(Events.statuses(status(newContact(), Events.newWamid(), "order-7")));
    send(body).assertEnded("unknown", 504, 131000, "outcome_unknown");

    String wamid = Events.newWamid();
    tell(Events.statuses(status(contact, wamid, "order-7")));

    assertThat(send(body).wamid()).isEqualTo(wamid);
  }

  private static JsonObject status(String to, String wamid, String callbackData) {
    return Events.status(to, wamid, "sent", now()).put("biz_opaque_callback_data", callbackData);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t"})
  void aKeyMustSaySomething(String empty) {
    opened();
    gateway()
        .sendWithKey(empty, Bodies.text(contact))
        .assertRefused(400, 100, "invalid_body")
        .contains("Idempotency-Key");
  }
}
