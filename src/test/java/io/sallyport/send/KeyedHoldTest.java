package io.sallyport.send;

import static io.sallyport.send.Sends.NUMBER;
import static io.sallyport.send.Sends.SALE;
import static io.sallyport.send.Sends.policies;
import static io.sallyport.send.Sends.registry;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuits;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.DeferredState;
import io.sallyport.instead.Hold;
import io.sallyport.instead.HoldReason;
import io.sallyport.instead.Preferences;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.ledger.Verdict;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key of a client whose sends are held: what was sent with it is no new message. */
class KeyedHoldTest {

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  /** Whether a send has the key, by the ledger. */
  private boolean isUsed;

  private final IdempotencyStore keys =
      (IdempotencyStore)
          Proxy.newProxyInstance(
              IdempotencyStore.class.getClassLoader(),
              new Class<?>[] {IdempotencyStore.class},
              (it, called, with) -> {
                assertThat(((IdempotencyKey) with[1]).id()).hasSize(32);
                return Future.succeededFuture(isUsed);
              });

  /** One with this key was let go, and is sent. */
  private final DeferredState known =
      new DeferredState(
          "id", DeferredState.State.SENT, "crm", Instant.now(), null, null, null, 200, "");

  private final DeferredQueue waiting =
      (DeferredQueue)
          Proxy.newProxyInstance(
              DeferredQueue.class.getClassLoader(),
              new Class<?>[] {DeferredQueue.class},
              (it, called, with) -> Future.succeededFuture(known));

  private Decision decide() {
    SendMessage sendMessage =
        new SendMessage(
            new Deciders(
                WhatsApp.CHANNEL,
                policies(StoreFailure.REJECT, Map.of()),
                registry(),
                ledger,
                Plain.shared(new MemoryMessagingLimits(Instant::now)),
                new Circuits(Instant::now)),
            new RecordedKeys(),
            upstream);
    Send plain = Sends.send(NUMBER, SALE);
    Send keyed =
        new Send(
            plain.number(),
            plain.endpoint(),
            plain.target(),
            plain.headers(),
            "crm",
            "order 7",
            plain.body());
    // Nothing explains: what is to be looked at is undecided here.
    return new Hold(sendMessage, null, null, keys, null, waiting, Instant::now, told -> {})
        .handle(keyed, new Preferences(false, null, null, HoldReason.all(List.of("template"))))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Test
  void aReplayIsNoneThatIsHeld() {
    isUsed = true;
    ledger.says(new Verdict.Replayed(new KeptAnswer(200, null, new byte[0])));

    assertThat(decide().word()).isEqualTo(Decision.Word.REPLAYED);
  }

  /** A record of a send that was let go stays longer than its key: that lets no other through. */
  @Test
  void aKeyThatIsForgottenLetsNothingThrough() {
    assertThat(decide().word()).isEqualTo(Decision.Word.REJECTED);
    assertThat(ledger.asked()).isEmpty();
    assertThat(upstream.sent()).isEmpty();
  }
}
