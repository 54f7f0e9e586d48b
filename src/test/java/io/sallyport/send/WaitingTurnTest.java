package io.sallyport.send;

import static io.sallyport.send.ScriptedUpstream.answer;
import static io.sallyport.send.Sends.ACCEPTED;
import static io.sallyport.send.Sends.ADMITTED;
import static io.sallyport.send.Sends.CLOSED;
import static io.sallyport.send.Sends.CONTACT;
import static io.sallyport.send.Sends.NUMBER;
import static io.sallyport.send.Sends.TEXT;
import static io.sallyport.send.Sends.policies;
import static io.sallyport.send.Sends.registry;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.Audit;
import io.sallyport.audit.ContactHash;
import io.sallyport.audit.DecisionStore;
import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuits;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.Hold;
import io.sallyport.instead.ParkedRelease;
import io.sallyport.instead.ParkedSends;
import io.sallyport.instead.SendEnd;
import io.sallyport.instead.Turn;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.ledger.Verdict;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.WindowClosed;
import io.sallyport.testkit.Plain;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the place of a parked send by the verdict of its turn. */
class WaitingTurnTest {

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  /** What becomes of its place: {@code end SENT}, {@code putBack}, … */
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void mayLeave() {
    ledger.says(ADMITTED);
    upstream.endsWith(ACCEPTED);
  }

  private static DeferredSend waiting() {
    byte[] body = TEXT.getBytes(StandardCharsets.UTF_8);
    return new DeferredSend(
        "id",
        "digest",
        CONTACT,
        null,
        Endpoint.MESSAGES,
        "/messages",
        List.of(),
        "crm",
        "key",
        body,
        body,
        Instant.now().minusSeconds(60),
        Instant.now(),
        List.of(),
        0);
  }

  private List<String> turn() {
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
    Audit audit =
        new Audit(
            new ContactHash("secret"),
            Instant::now,
            () -> null,
            (number, decision) -> {},
            logged -> {},
            nowhere());
    Turn turn =
        new Turn(
            sendMessage,
            new Hold(sendMessage, null, null, null, null, null, null, null),
            ledger,
            audit);
    new ParkedRelease(turn, places(), null).release(NUMBER, List.of("list"));
    return told;
  }

  private static DecisionStore nowhere() {
    return (DecisionStore)
        Proxy.newProxyInstance(
            DecisionStore.class.getClassLoader(),
            new Class<?>[] {DecisionStore.class},
            (it, called, with) -> null);
  }

  /** One is in the list. */
  private ParkedSends places() {
    List<DeferredSend> all = new ArrayList<>(List.of(waiting()));
    return (ParkedSends)
        Proxy.newProxyInstance(
            ParkedSends.class.getClassLoader(),
            new Class<?>[] {ParkedSends.class},
            (it, called, with) -> {
              if (called.getName().equals("next")) {
                return Future.succeededFuture(all.isEmpty() ? null : all.remove(0));
              }
              told.add(
                  called.getName()
                      + (called.getName().equals("end") ? " " + ((SendEnd) with[3]).state() : ""));
              return Future.succeededFuture();
            });
  }

  @Test
  void whatMetaTookIsSent() {
    assertThat(turn()).containsExactly("end SENT");
  }

  @Test
  void whatMetaRefusesIsRefused() {
    upstream.endsWith(answer(400, "{\"error\":{\"code\":131026}}"));
    assertThat(turn()).containsExactly("end REFUSED");
  }

  /** Of a proxy: whether Meta has it nobody knows. */
  @Test
  void whatSomethingBetweenAnswersIsUnknown() {
    upstream.endsWith(answer(502, "<html>Bad gateway</html>"));
    assertThat(turn()).containsExactly("end UNKNOWN");
  }

  @Test
  void aWindowThatClosedAgainParksAgain() {
    ledger.says(new Verdict.Refused(CLOSED, new WindowClosed.Unknown(null), null, "1"));
    assertThat(turn()).containsExactly("parkAgain");
  }

  /** Its time is over; but whoever sends it, or died doing so, may have got it to Meta. */
  @Test
  void whatIsUnderWayKeepsItsClaim() {
    ledger.says(new Verdict.InFlight(Instant.now().plusSeconds(30)));
    assertThat(turn()).containsExactly("keep");
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void whatKeyWasLostIsUnknown() {
    ledger.says(new Verdict.OutcomeUnknown());
    assertThat(turn()).containsExactly("end UNKNOWN");
  }

  @Test
  void whatItsKeyKnowsToBeSentIsSent() {
    KeptAnswer kept =
        new KeptAnswer(
            200, null, "{\"messages\":[{\"id\":\"wamid.1\"}]}".getBytes(StandardCharsets.UTF_8));
    ledger.says(new Verdict.Replayed(kept));
    assertThat(turn()).containsExactly("end SENT");
    assertThat(upstream.sent()).isEmpty();
  }
}
