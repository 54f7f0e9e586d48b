package io.sallyport.send;

import static io.sallyport.send.ScriptedUpstream.answer;
import static io.sallyport.send.Sends.ACCEPTED;
import static io.sallyport.send.Sends.ADMITTED;
import static io.sallyport.send.Sends.CLOSED;
import static io.sallyport.send.Sends.NUMBER;
import static io.sallyport.send.Sends.SALE;
import static io.sallyport.send.Sends.SLOT;
import static io.sallyport.send.Sends.TEXT;
import static io.sallyport.send.Sends.policies;
import static io.sallyport.send.Sends.registry;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.WhatsApp;
import io.sallyport.circuit.Circuit;
import io.sallyport.circuit.Circuits;
import io.sallyport.contact.Contact;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.RecordedKeys;
import io.sallyport.ledger.Verdict;
import io.sallyport.message.Outcome;
import io.sallyport.pricing.Charge;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.Reason;
import io.sallyport.testkit.Plain;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A send with an Idempotency-Key, and what its end makes of the key and of what it held. */
class KeyedSendTest {

  private final ScriptedLedger ledger = new ScriptedLedger();
  private final RecordedKeys keys = new RecordedKeys();
  private final MemoryMessagingLimits reach = new MemoryMessagingLimits(Instant::now);
  private final Circuits circuits = new Circuits(Instant::now);
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  @BeforeEach
  void mayLeave() {
    ledger.says(ADMITTED);
    upstream.endsWith(ACCEPTED);
  }

  private Decision decide(String body) {
    return decide(StoreFailure.REJECT, body);
  }

  private Decision decide(StoreFailure onStoreFailure, String body) {
    Send plain = Sends.send(NUMBER, body);
    Send keyed =
        new Send(
            plain.number(),
            plain.endpoint(),
            plain.target(),
            plain.headers(),
            "a hash",
            "order 7",
            plain.body());
    return new SendMessage(
            new Deciders(
                WhatsApp.CHANNEL,
                policies(onStoreFailure, Map.of()),
                registry(),
                ledger,
                Plain.shared(reach),
                circuits),
            keys,
            upstream)
        .handle(keyed)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private String sent() {
    return new String(upstream.sent().get(0).body(), StandardCharsets.UTF_8);
  }

  @Test
  void carriesAMarkOfItsOwnAndNothingElseNew() {
    decide(TEXT);

    assertThat(sent())
        .matches("\\{\"biz_opaque_callback_data\":\"sallyport:[0-9a-f]{32}\\.[0-9a-f]{16}\",.*\\}")
        .endsWith(TEXT.substring(1));
  }

  @Test
  void carriesTheCallersOwnMarkIfThereIsOne() {
    for (String mark : new String[] {"\"order 7\"", "\"\"", "7", "{}"}) {
      String body = "{\"biz_opaque_callback_data\":" + mark + "," + TEXT.substring(1);
      decide(body);

      assertThat(upstream.sent().get(upstream.sent().size() - 1).body())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(body);
    }
  }

  @Test
  void carriesAMarkWhereTheCallersOwnIsNull() {
    String body = "{\"biz_opaque_callback_data\": null ," + TEXT.substring(1);

    decide(body);

    assertThat(sent())
        .matches(
            "\\{\"biz_opaque_callback_data\": \"sallyport:[0-9a-f]{32}\\.[0-9a-f]{16}\" ,.*\\}")
        .endsWith(TEXT.substring(1));
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(ACCEPTED, "keep 200"),
        Arguments.of(answer(400, "{\"error\":{\"code\":131026}}"), "keep 400"),
        Arguments.of(answer(400, "{\"error\":{\"code\":131056}}"), "free"),
        Arguments.of(answer(429, "{}"), "free"),
        Arguments.of(answer(503, "{\"error\":{\"code\":131016}}"), "free"),
        Arguments.of(answer(502, "<html>"), "lose"),
        Arguments.of(answer(200, "{}"), "lose"),
        Arguments.of(new Outcome.NotSent(), "free"),
        Arguments.of(new Outcome.Unknown(), "lose"));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void itsEndIsKeptFreedOrLost(Outcome end, String told) {
    upstream.endsWith(end);

    assertThat(decide(TEXT).outcome()).isEqualTo(end);

    assertThat(keys.told()).containsExactly(told);
  }

  @Test
  void whatTheKeyWasUsedForIsSaidAndNothingIsSent() {
    KeptAnswer kept = new KeptAnswer(200, "application/json", new byte[0]);
    ledger.says(new Verdict.Replayed(kept));
    assertThat(decide(TEXT).result()).isEqualTo(new Result.Replayed(kept));
    ledger.says(new Verdict.InFlight(Instant.EPOCH));
    assertThat(reason(decide(TEXT))).isEqualTo(Reason.IN_FLIGHT);
    ledger.says(new Verdict.KeyReused());
    assertThat(reason(decide(TEXT))).isEqualTo(Reason.KEY_REUSED);
    ledger.says(new Verdict.OutcomeUnknown());
    assertThat(decide(TEXT).outcome()).isEqualTo(new Outcome.Unknown());

    assertThat(upstream.sent()).isEmpty();
    assertThat(keys.told()).isEmpty();
  }

  private static Reason reason(Decision decision) {
    return ((Result.Refused) decision.result()).refusal().reason();
  }

  @Test
  void undecidedIsRefusedThoughOthersAreLetOut() {
    ledger.says(new Verdict.Undecided());

    assertThat(reason(decide(StoreFailure.ALLOW, TEXT))).isEqualTo(Reason.UNDECIDED);
    assertThat(upstream.sent()).isEmpty();
  }

  @Test
  void anOpenCircuitGivesEverythingBack() {
    upstream.endsWith(new Outcome.NotSent());
    for (int i = 0; i < Circuit.FAILURES; i++) {
      decide(TEXT);
    }
    int before = upstream.sent().size();

    assertThat(reason(decide(TEXT))).isEqualTo(Reason.UPSTREAM_UNREACHABLE);

    assertThat(upstream.sent()).hasSize(before);
    assertThat(ledger.settled()).hasSize(before + 1).containsOnly("release slot");
    assertThat(keys.told()).hasSize(before + 1).containsOnly("free");
  }

  @Test
  void whatIsOverThePortfoliosLimitGivesEverythingBack() {
    reach
        .take(Sends.WABA, new Contact("16505559999"), "other", 1)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    ledger.says(new Verdict.Admitted(CLOSED, SLOT, null, Charge.REGULAR, null, "1"));

    assertThat(reason(decide(SALE))).isEqualTo(Reason.MESSAGING_LIMIT);

    assertThat(upstream.sent()).isEmpty();
    assertThat(ledger.settled()).containsExactly("release slot");
    assertThat(keys.told()).containsExactly("free");
  }
}
