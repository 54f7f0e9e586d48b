package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.World;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A status of a message that Kommo does not know is told again for 10 s, and then no more. */
class KommoOutletTest {

  private static final Duration LAST = Duration.ofSeconds(10);
  private static final Attempt AGAIN =
      Attempt.later(Duration.ofSeconds(1), "not known to Kommo yet");

  private final Vertx vertx = Vertx.vertx();
  private final Crm kommo = new Crm();
  private final VirtualTime time = new VirtualTime();
  private final KommoAccount account = Configured.account();
  private final FakeLinks links = new FakeLinks();
  private final KommoOutlet outlet = outlet();

  private KommoOutlet outlet() {
    Map<String, String> all = new HashMap<>(Configured.properties(Configured.SECRET));
    all.put("sallyport.kommo.amojo-url", kommo.url());
    SallyportConfig config = ConfiguredNumbers.config(all);
    AmojoClient amojo = new AmojoClient(vertx, config);
    Chats chats = new Chats(links);
    // None of these files is at Meta's.
    Contents contents = new Contents(null, null, null, null);
    KommoCalls calls =
        new KommoCalls(amojo, chats, contents, new StatusCalls(amojo, chats, config));
    return new KommoOutlet(calls, new Sources(links), new KommoState(links), time::now);
  }

  @AfterEach
  void close() {
    kommo.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Attempt post(Letter letter) {
    return outlet.post(account, letter).await().atMost(Duration.ofMinutes(1));
  }

  private static Letter told(String message) {
    String body = "{\"about\":\"kommo:" + message + "\",\"code\":905,\"sentence\":\"No.\"}";
    return new Letter("told_" + message, body.getBytes(UTF_8), null, null, null);
  }

  private JsonObject delivered(String message) {
    return Events.status("16505550104", "wamid." + message, "delivered", time.now())
        .put("biz_opaque_callback_data", "kommo:" + message);
  }

  private int calls(String message) {
    return kommo.received("\"msgid\":\"" + message + "\"").size();
  }

  @Test
  void aFailureThatKommoDoesNotTakeFor10SecondsIsADeadLetter() {
    kommo.answer(404);

    assertThat(post(told("k-1"))).isEqualTo(AGAIN);
    time.travel(LAST.minusMillis(1));
    assertThat(post(told("k-1"))).isEqualTo(AGAIN);
    time.travel(Duration.ofMillis(1));
    assertThat(post(told("k-1"))).isEqualTo(Attempt.undeliverable("HTTP 404"));

    assertThat(calls("k-1")).isEqualTo(3);
  }

  /** Nobody misses a tick at a message that is not there; the next one's is told. */
  @Test
  void aDeliveryIsGivenUpAndDoesNotKeepTheNextOneBack() {
    kommo.answer(body -> body.contains("k-1") ? 404 : 200);
    byte[] both =
        Events.delivery(Events.statuses(delivered("k-1"), delivered("k-2")))
            .encode()
            .getBytes(UTF_8);
    Letter letter = Letter.of(both, null, null);

    assertThat(post(letter)).isEqualTo(AGAIN);
    assertThat(calls("k-2")).as("in order").isZero();
    time.travel(LAST);
    assertThat(post(letter)).isEqualTo(Attempt.delivered());

    assertThat(calls("k-2")).isEqualTo(1);
  }

  @Test
  void whatKommoKnowsInTimeIsTold() {
    kommo.answer(404);
    post(told("k-1"));
    time.travel(LAST.minusMillis(1));
    kommo.answer(200);

    assertThat(post(told("k-1"))).isEqualTo(Attempt.delivered());
  }

  private static JsonObject old(String type) {
    return JsonObject.of("from", "16505550104", "id", "wamid.old", "timestamp", "1790000010")
        .put("type", type)
        .put(type, JsonObject.of("link", "https://files.example/old.jpg"));
  }

  private Attempt post(JsonObject history) {
    byte[] delivery = Events.delivery(Events.change("history", history)).encode().getBytes(UTF_8);
    return post(Letter.of(delivery, null, null));
  }

  private static JsonObject file() {
    return Events.of(World.NUMBER).put("messages", JsonArray.of(old("image")));
  }

  /** Kommo takes changes of messages it does not have, and shows nothing. */
  @Test
  void anOldFileWhoseMessageWasNotToldIsAMessage() {
    assertThat(post(file())).isEqualTo(Attempt.delivered());

    assertThat(kommo.received("files.example"))
        .singleElement()
        .satisfies(call -> assertThat(call.text()).contains("\"new_message\"", "\"silent\":true"));
  }

  @Test
  void anOldFileIsPutIntoItsMessage() {
    JsonObject thread =
        JsonObject.of("id", "16505550104").put("messages", JsonArray.of(old("media_placeholder")));
    JsonArray threads = JsonArray.of(JsonObject.of("threads", JsonArray.of(thread)));
    post(Events.of(World.NUMBER).put("history", threads));

    assertThat(post(file())).isEqualTo(Attempt.delivered());

    assertThat(kommo.received("[file]")).hasSize(1);
    assertThat(kommo.received("files.example"))
        .singleElement()
        .satisfies(call -> assertThat(call.text()).contains("\"edit_message\""));
  }
}
