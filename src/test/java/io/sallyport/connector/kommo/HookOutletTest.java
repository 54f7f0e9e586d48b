package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.RelayStore.Queued;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hook is sent while its key is remembered, which is for a day, and no later (ADR 28). */
class HookOutletTest {

  private static final Duration LONG = Duration.ofDays(1);
  private static final Duration OLDEST = Duration.ofHours(23);

  private final VirtualTime time = new VirtualTime();
  private final KommoAccount account = Configured.account();
  private final List<JsonObject> told = new ArrayList<>();
  private final Relay relay =
      new Relay(
          Occasional.NONE,
          queue(),
          (target, letter) -> Uni.createFrom().item(Attempt.delivered()),
          new RelaySettings(LONG, LONG, LONG, LONG, LONG),
          () -> 0,
          event -> {});
  private final HookOutlet outlet =
      new HookOutlet(
          new KommoSend(
              null,
              time::now,
              ConfiguredNumbers.of(ConfiguredNumbers.sample()),
              ConfiguredNumbers.clients(Configured.properties(Configured.SECRET)),
              Configured.config(Configured.SECRET)),
          null,
          new Chats(new FakeLinks()),
          null,
          () -> relay);

  /** Takes letters, and nothing else. */
  private RelayStore queue() {
    return (RelayStore)
        Proxy.newProxyInstance(
            RelayStore.class.getClassLoader(),
            new Class<?>[] {RelayStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("queue")) {
                assertThat(arguments[0]).isEqualTo(account.target());
                told.add(new JsonObject(new String(((Letter) arguments[1]).body(), UTF_8)));
                return Uni.createFrom().item(Queued.QUEUED);
              }
              return Uni.createFrom().failure(new UnsupportedOperationException());
            });
  }

  /** Tried at this age. */
  private Attempt post(Duration age, String hook) {
    Instant received = time.now().minus(age);
    String body = "{\"received\":" + received.toEpochMilli() + ",\"hook\":" + hook + "}";
    return outlet
        .post(account, new Letter("hook_k-1", body.getBytes(UTF_8), null, null, null))
        .await()
        .indefinitely();
  }

  /** What Kommo is told of a message to someone without a phone number, tried at this age. */
  private JsonObject toldAt(Duration age) {
    told.clear();
    String message =
        "{\"message\":{\"conversation\":{\"id\":\"c\"},\"receiver\":{\"id\":\"p\"},"
            + "\"message\":{\"id\":\"k-1\",\"type\":\"text\",\"text\":\"hi\"}}}";
    assertThat(post(age, message)).isEqualTo(Attempt.delivered());
    assertThat(told).hasSize(1);
    return told.get(0);
  }

  @Test
  void aMessageThatHasWaitedFor23HoursIsNotSentAndTheManagerIsTold() {
    assertThat(toldAt(OLDEST).getInteger("code")).as("still tried").isEqualTo(904);

    JsonObject late = toldAt(OLDEST.plusMillis(1));

    assertThat(late.getString("about")).isEqualTo("kommo:k-1");
    assertThat(late.getInteger("code")).isEqualTo(903);
    assertThat(late.getString("sentence")).isEqualTo("It could not be sent for a day.");
  }

  /** A manager is told nothing of a reaction. There is nothing here that could send one in time. */
  @Test
  void aReactionThatHasWaitedFor23HoursIsDropped() {
    String reaction =
        "{\"action\":{\"reaction\":{\"message\":{\"client_id\":\"wamid.a\"},\"type\":\"react\","
            + "\"emoji\":\"e\",\"conversation\":{\"client_id\":\"106540352242922-16505550104\"}}}}";

    assertThat(post(OLDEST.plusMillis(1), reaction)).isEqualTo(Attempt.delivered());
    assertThat(post(OLDEST, reaction).kind()).as("tried").isEqualTo(Attempt.Kind.LATER);
    assertThat(told).isEmpty();
  }
}
