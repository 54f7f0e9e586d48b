package io.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveDecisionsTest {

  private static final String NUMBER = "106540352242922";
  private static final String CONTACT = "16505551234";
  private static final DecisionFilter ALL = new DecisionFilter(null, null, null, null);

  /** What a replica told the others. */
  private static final class Wire implements DecisionWire {
    private final List<List<String>> told = new ArrayList<>();
    private int asked;

    @Override
    public Future<Void> ask() {
      asked++;
      return Future.succeededFuture();
    }

    @Override
    public void tell(List<String> decisions) {
      told.add(decisions);
    }
  }

  private static final class Ear implements LiveDecisions.Listener {
    private final DecisionFilter filter;
    private final List<String> heard = new ArrayList<>();
    private int missed;

    Ear(DecisionFilter filter) {
      this.filter = filter;
    }

    @Override
    public DecisionFilter filter() {
      return filter;
    }

    @Override
    public void take(List<String> decisions, int others) {
      heard.addAll(decisions);
      missed += others;
    }
  }

  private final Wire wire = new Wire();
  private long nanos;
  private final LiveDecisions live = new LiveDecisions(wire, () -> nanos);

  private static DecisionRecord decision(String number, String client, String to) {
    byte[] body =
        ("{\"to\":\"" + to + "\",\"text\":{\"body\":\"Hello\"}}").getBytes(StandardCharsets.UTF_8);
    OutboundMessage message = ((Reading.Understood) OutboundMessage.read(body, "US")).message();
    Refusal refusal = Refusal.of(Reason.WINDOW_CLOSED, "It is \"closed\".\nWait.");
    Decision decision =
        new Decision(message, null, null, null, null, null, new Result.Refused(refusal), null);
    return new DecisionRecord(
        Instant.parse("2026-11-30T09:00:00Z"),
        "0123456789abcdef",
        number,
        client,
        "h",
        null,
        decision);
  }

  private static DecisionRecord decision() {
    return decision(NUMBER, "crm", CONTACT);
  }

  private Ear listener(DecisionFilter filter) {
    Ear ear = new Ear(filter);
    live.add(ear);
    return ear;
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    live.step();
  }

  @Test
  void keepsNothingWhileNobodyListens() {
    live.accept(decision());
    Ear late = listener(ALL);
    live.step();

    assertThat(late.heard).isEmpty();
    assertThat(wire.told).isEmpty();
  }

  @Test
  void tellsEveryListenerWhatItWants() {
    Ear all = listener(ALL);
    Ear number = listener(new DecisionFilter(Set.of("1", NUMBER), null, null, null));
    Ear otherNumber = listener(new DecisionFilter(Set.of("1"), null, null, null));
    Ear client = listener(new DecisionFilter(null, "crm", "window_closed", Set.of(CONTACT)));
    Ear otherClient = listener(new DecisionFilter(null, "shop", null, null));
    Ear otherReason = listener(new DecisionFilter(null, null, "opted_out", null));
    Ear otherContact = listener(new DecisionFilter(null, null, null, Set.of("16505559999")));

    live.accept(decision());
    live.accept(decision(null, "", CONTACT));
    live.step();

    assertThat(all.heard).containsExactly(decision().json(), decision(null, "", CONTACT).json());
    assertThat(number.heard).containsExactly(decision().json());
    assertThat(client.heard).containsExactly(decision().json());
    for (Ear deaf : List.of(otherNumber, otherClient, otherReason, otherContact)) {
      assertThat(deaf.heard).isEmpty();
    }
    live.step();
    assertThat(all.heard).hasSize(2);
    assertThat(wire.told).as("nobody else asked").isEmpty();
  }

  @Test
  void tellsTheOthersAsLongAsTheyAsk() {
    live.asked();
    live.accept(decision());
    live.step();
    pass(LiveDecisions.ASKED_FOR.minusNanos(1));
    live.accept(decision());
    live.step();
    pass(Duration.ofNanos(1));
    live.accept(decision());
    live.step();

    assertThat(wire.told).hasSize(2);
    assertThat(live.isWanted()).isFalse();
    assertThat(wire.asked).as("nobody listens here").isZero();
  }

  @Test
  void takesWhatTheOthersTellAndAsksThemAgain() {
    DecisionFilter filter =
        new DecisionFilter(Set.of(NUMBER), "crm", "window_closed", Set.of(CONTACT));
    Ear ear = listener(filter);
    live.prepare();

    live.heard(List.of(decision().json(), "no json", decision("1", "crm", CONTACT).json()));
    for (int second = 0; second < 20; second++) {
      pass(Duration.ofSeconds(1));
    }

    assertThat(ear.heard).containsExactly(decision().json());
    assertThat(wire.asked).isBetween(3, 5);
  }

  @Test
  void countsWhatIsTooMuch() {
    Ear ear = listener(ALL);
    Ear other = listener(new DecisionFilter(Set.of("1"), null, null, null));

    for (int i = 0; i < 10_000; i++) {
      live.accept(decision());
    }
    live.step();

    assertThat(ear.heard).hasSize(1000);
    assertThat(ear.heard.size() + ear.missed).isEqualTo(10_000);
    assertThat(other.heard).isEmpty();
  }

  @Test
  void stopsWhenTheLastListenerLeaves() {
    Ear ear = listener(ALL);
    live.step();
    live.remove(ear);
    live.accept(decision());
    live.step();

    assertThat(live.isWanted()).isFalse();
    assertThat(ear.heard).isEmpty();
  }
}
