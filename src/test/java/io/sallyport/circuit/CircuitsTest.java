package io.sallyport.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.message.MetaError;
import io.sallyport.message.Outcome;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.ScriptedUpstream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircuitsTest {

  private static final String NUMBER = "106540352242922";
  private static final String OTHER = "106540352242923";
  private static final AccessToken TOKEN = new AccessToken("EAAJone", NUMBER);
  private static final AccessToken OTHER_TOKEN = new AccessToken("EAAJtwo", NUMBER);

  private static final String KEY = "sallyport.numbers.\"" + NUMBER + "\".access-token";

  private final VirtualTime time = new VirtualTime();
  private final Circuits circuits = new Circuits(time::now);

  /** The ways not to be answered by Meta. */
  enum Failure {
    NOT_SENT(new Outcome.NotSent()),
    UNKNOWN(new Outcome.Unknown()),
    BAD_GATEWAY(ScriptedUpstream.answer(502, "<html>")),
    GRAPH_5XX(answer(500, 131000));

    final Outcome outcome;

    Failure(Outcome outcome) {
      this.outcome = outcome;
    }
  }

  /** The ways to be answered by Meta, for better or worse. */
  enum Success {
    ACCEPTED(accepted()),
    READ(ScriptedUpstream.answer(200, "{\"success\":true}")),
    BAD_TEMPLATE(answer(400, 132001)),
    TOO_MANY(answer(429, 130429));

    final Outcome outcome;

    Success(Outcome outcome) {
      this.outcome = outcome;
    }
  }

  private static Outcome accepted() {
    return ScriptedUpstream.answer(200, "{\"messages\":[{\"id\":\"wamid.X\"}]}");
  }

  private static Outcome answer(int status, int code) {
    return ScriptedUpstream.answer(status, "{\"error\":{\"code\":" + code + "}}");
  }

  private static Trouble account(int code, Integer status) {
    return new Trouble.Account(MetaError.stoppingNumber(code), status);
  }

  private void ends(Outcome outcome) {
    circuits.ended(NUMBER, () -> TOKEN, outcome);
  }

  private OpenCircuit refused() {
    return circuits.refuses(NUMBER, () -> TOKEN);
  }

  private void fails(int times) {
    for (int i = 0; i < times; i++) {
      ends(new Outcome.Unknown());
    }
  }

  private Instant in(Duration duration) {
    return time.now().plus(duration);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void failuresInARowOpenIt(Failure failure) {
    for (int i = 1; i < Circuit.FAILURES; i++) {
      ends(failure.outcome);
    }
    assertThat(refused()).isNull();

    ends(failure.outcome);

    assertThat(refused())
        .isEqualTo(new OpenCircuit(new Trouble.NoAnswer(), time.now(), in(seconds(5))));
  }

  @ParameterizedTest
  @EnumSource(Success.class)
  void anAnswerBetweenFailuresStartsTheCountAnew(Success success) {
    fails(4);

    ends(success.outcome);
    fails(4);

    assertThat(refused()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {131031, 368, 133010})
  void anAccountsCodeOpensItAtOnceForTheWholeNumber(int code) {
    ends(answer(403, code));

    OpenCircuit open = new OpenCircuit(account(code, 403), time.now(), in(seconds(60)));
    assertThat(refused()).isEqualTo(open);
    assertThat(circuits.refuses(NUMBER, () -> OTHER_TOKEN)).isEqualTo(open);
    assertThat(circuits.open(NUMBER)).isEqualTo(open);
  }

  @Test
  void otherNumbersAreUntouched() {
    ends(answer(403, 131031));

    fails(10);

    assertThat(circuits.refuses(OTHER, () -> TOKEN)).isNull();
    assertThat(circuits.open(OTHER)).isNull();
  }

  @Test
  void aTokenMetaDoesNotTakeHoldsBackOnlyItself() {
    ends(answer(401, 190));

    assertThat(refused())
        .isEqualTo(
            new OpenCircuit(
                new Trouble.Token("the access token of number " + NUMBER + " (" + KEY + ")"),
                time.now(),
                in(seconds(60))));
    assertThat(circuits.refuses(NUMBER, () -> OTHER_TOKEN)).isNull();
    assertThat(circuits.refuses(OTHER, () -> TOKEN)).isNull();
    assertThat(circuits.open(NUMBER)).isNull();
    assertThat(circuits.heldTokens(NUMBER)).containsExactly(refused());
  }

  @Test
  void anAcceptedSendWithAnotherTokenSaysNothingOfTheFirst() {
    ends(answer(401, 190));

    circuits.ended(NUMBER, () -> OTHER_TOKEN, accepted());

    assertThat(refused()).isNotNull();
  }

  @Test
  void afterItsTimeOneProbePassesAndOthersWait() {
    fails(Circuit.FAILURES);
    time.travel(seconds(5).minusNanos(1));
    assertThat(refused()).isNotNull();

    time.travel(Duration.ofNanos(1));

    assertThat(refused()).isNull();
    assertThat(refused().probeAt()).isEqualTo(in(seconds(1)));
    assertThat(circuits.refuses(NUMBER, () -> OTHER_TOKEN)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(Success.class)
  void aProbeThatIsAnsweredClosesIt(Success success) {
    fails(Circuit.FAILURES);
    time.travel(seconds(5));
    refused();

    ends(success.outcome);

    assertThat(refused()).isNull();
    assertThat(refused()).isNull();
    assertThat(circuits.open(NUMBER)).isNull();
  }

  @Test
  void failedProbesDoubleTheWaitUpToAMinute() {
    fails(Circuit.FAILURES);
    Instant since = time.now();
    for (long wait : new long[] {5, 10, 20, 40, 60, 60}) {
      assertThat(refused())
          .isEqualTo(new OpenCircuit(new Trouble.NoAnswer(), since, in(seconds(wait))));
      time.travel(seconds(wait));
      assertThat(refused()).isNull();
      fails(1);
    }

    ends(accepted());
    fails(Circuit.FAILURES);

    assertThat(refused().probeAt()).as("a success resets").isEqualTo(in(seconds(5)));
  }

  @ParameterizedTest
  @ValueSource(ints = {131031, 190})
  void anAccountsWaitDoublesUpToAQuarterOfAnHour(int code) {
    ends(answer(403, code));
    for (long wait : new long[] {60, 120, 240, 480, 900, 900}) {
      assertThat(refused().probeAt()).isEqualTo(in(seconds(wait)));
      time.travel(seconds(wait));
      assertThat(refused()).isNull();
      ends(answer(403, code));
    }

    ends(accepted());
    assertThat(refused()).isNull();
    ends(answer(403, code));

    assertThat(refused().probeAt()).as("a success resets").isEqualTo(in(seconds(60)));
  }

  @Test
  void sendsThatLeftBeforeItOpenedDoNotProlongIt() {
    fails(Circuit.FAILURES);
    Instant probeAt = in(seconds(5));
    time.travel(seconds(3));

    fails(20);

    assertThat(refused().probeAt()).isEqualTo(probeAt);
    ends(accepted());
    assertThat(refused()).as("but one that was taken closes it").isNull();
  }

  @Test
  void anAccountsCodeWeighsMoreThanFailures() {
    fails(Circuit.FAILURES);

    ends(answer(403, 368));

    assertThat(refused())
        .isEqualTo(new OpenCircuit(account(368, 403), time.now(), in(seconds(60))));
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void aProbeOfAnAccountThatFailsSaysNothingOfTheAccount(Failure failure) {
    ends(answer(403, 131031));
    time.travel(seconds(60));
    refused();

    ends(failure.outcome);

    assertThat(refused().trouble().error().code()).isEqualTo(131031);
    assertThat(refused().probeAt()).isEqualTo(in(seconds(60)));
  }

  @Test
  void aProbeWithABadTokenLetsTheNextProbe() {
    ends(answer(403, 131031));
    time.travel(seconds(60));
    refused();

    ends(answer(401, 190));

    assertThat(refused().trouble().error().code()).as("the token waits").isEqualTo(190);
    assertThat(circuits.refuses(NUMBER, () -> OTHER_TOKEN)).as("another probes").isNull();
    assertThat(circuits.refuses(NUMBER, () -> OTHER_TOKEN)).isNotNull();
  }

  @Test
  void a190ShowsThatMetaAnswers() {
    fails(Circuit.FAILURES);
    time.travel(seconds(5));
    refused();

    ends(answer(401, 190));

    assertThat(circuits.refuses(NUMBER, () -> OTHER_TOKEN)).isNull();
    assertThat(circuits.open(NUMBER)).isNull();
  }

  @Test
  void aNumbersCodeShowsThatTheTokenIsTaken() {
    ends(answer(401, 190));

    ends(answer(403, 131031));

    assertThat(circuits.heldTokens(NUMBER)).isEmpty();
  }

  @Test
  void aProbeThatDidNotLeaveIsGivenBack() {
    fails(Circuit.FAILURES);
    time.travel(seconds(5));
    refused();

    circuits.notTried(NUMBER, TOKEN);

    assertThat(refused()).isNull();
    assertThat(refused()).isNotNull();
  }

  @Test
  void aProbeThatIsNeverHeardOfIsLost() {
    fails(Circuit.FAILURES);
    time.travel(seconds(5));
    refused();
    time.travel(Duration.ofMinutes(2).minusNanos(1));
    assertThat(refused()).isNotNull();

    time.travel(Duration.ofNanos(1));

    assertThat(refused()).isNull();
    assertThat(refused()).isNotNull();
  }

  @Test
  void madeUpTokensTakeNoRoom() {
    ends(answer(401, 190));
    for (int i = 0; i < 1000; i++) {
      AccessToken token = new AccessToken("EAA" + i, null);
      circuits.ended(NUMBER, () -> token, answer(401, 190));
    }

    assertThat(circuits.heldTokens(NUMBER)).hasSize(NumberCircuits.TOKENS);
    assertThat(circuits.refuses(NUMBER, () -> new AccessToken("EAA999", null))).isNotNull();
    assertThat(refused()).as("the first is forgotten").isNull();
  }

  @Test
  void aTokenNobodyUsesAnyMoreIsForgotten() {
    ends(answer(401, 190));
    time.travel(Duration.ofMinutes(16));

    assertThat(refused()).isNull();
    ends(answer(401, 190));

    assertThat(refused().probeAt()).as("as if new").isEqualTo(in(seconds(60)));
  }

  /** Many circuits in turn: the callers meet at some of them within a few instructions. */
  @Test
  void ofManyAtOnceOneIsTheProbe() throws Exception {
    int callers = 64;
    int numbers = 20_000;
    for (int i = 0; i < numbers; i++) {
      circuits.ended("number " + i, () -> TOKEN, answer(403, 131031));
    }
    time.travel(seconds(60));
    AtomicIntegerArray probes = new AtomicIntegerArray(numbers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CyclicBarrier start = new CyclicBarrier(callers);
      List<Future<?>> asked = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        AccessToken token = caller % 2 == 0 ? TOKEN : OTHER_TOKEN;
        asked.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < numbers; i++) {
                    if (circuits.refuses("number " + i, () -> token) == null) {
                      probes.incrementAndGet(i);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : asked) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    for (int i = 0; i < numbers; i++) {
      assertThat(probes.get(i)).as("number " + i).isEqualTo(1);
    }
  }

  @Test
  void failuresOfManyAtOnceAreAllCounted() throws Exception {
    int each = Circuit.FAILURES - 1;
    int callers = 7 * each;
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      CyclicBarrier start = new CyclicBarrier(callers);
      List<Future<?>> ended = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        String number = "number " + i / each;
        ended.add(
            threads.submit(
                () -> {
                  start.await();
                  circuits.ended(number, () -> TOKEN, new Outcome.Unknown());
                  return null;
                }));
      }
      for (Future<?> one : ended) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    for (int i = 0; i < callers / each; i++) {
      assertThat(circuits.refuses("number " + i, () -> TOKEN)).isNull();
      circuits.ended("number " + i, () -> TOKEN, new Outcome.NotSent());
      assertThat(circuits.refuses("number " + i, () -> TOKEN)).as("number " + i).isNotNull();
    }
  }

  @Test
  void aClosedCircuitAllocatesNothing() {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Outcome accepted = accepted();
    AtomicInteger asked = new AtomicInteger();
    Circuits counted =
        new Circuits(
            () -> {
              asked.incrementAndGet();
              return time.now();
            });
    counted.ended(NUMBER, () -> TOKEN, answer(403, 131031));
    counted.ended(NUMBER, () -> TOKEN, accepted);
    long id = Thread.currentThread().getId();
    int sends = 100_000;
    long before = 0;
    for (int i = 0; i < 2 * sends; i++) {
      if (i == sends) {
        before = thread.getThreadAllocatedBytes(id);
      }
      counted.refuses(NUMBER, () -> TOKEN);
      counted.ended(NUMBER, () -> TOKEN, accepted);
    }

    assertThat(thread.getThreadAllocatedBytes(id) - before).isLessThan(sends);
    assertThat(asked).as("nor asks for the time").hasValue(1);
  }

  @Test
  void itIsToldInWords() {
    Instant since = Instant.parse("2026-11-20T12:00:00Z");
    assertThat(new OpenCircuit(new Trouble.NoAnswer(), since, since.plusSeconds(5)).inWords())
        .isEqualTo(
            "Meta has not answered, or with 5xx only, since 2026-11-20T12:00:00Z; the next send is"
                + " tried at 2026-11-20T12:00:05Z.");
    assertThat(new OpenCircuit(account(368, 403), since, since.plusSeconds(60)).inWords())
        .isEqualTo(
            "Meta has refused every send with 368 since 2026-11-20T12:00:00Z; the next send is"
                + " tried at 2026-11-20T12:01:00Z.");
    assertThat(
            new OpenCircuit(new Trouble.Token(TOKEN.whose()), since, since.plusSeconds(60))
                .inWords())
        .isEqualTo(
            "Meta has refused the access token of number 106540352242922"
                + " (sallyport.numbers.\"106540352242922\".access-token) with 190 since"
                + " 2026-11-20T12:00:00Z; the next send with it is tried at"
                + " 2026-11-20T12:01:00Z.");
  }

  @ParameterizedTest
  @CsvSource({
    "131031, 403, ACCOUNT_LOCKED, 403, 'See the account''s quality and violations in WhatsApp Manager.'",
    "368, 400, POLICY_BLOCK, 400, 'See the account''s quality and violations in WhatsApp Manager.'",
    "133010, 400, NOT_REGISTERED, 400, Register the number again.",
    "368, 500, POLICY_BLOCK,, 'See the account''s quality and violations in WhatsApp Manager.'",
    "368, 200, POLICY_BLOCK,, 'See the account''s quality and violations in WhatsApp Manager.'"
  })
  void anAccountsCodeIsAnsweredWithItselfAndMetasStatus(
      int code, int status, MetaError error, @Nullable Integer answered, String cure) {
    ends(answer(status, code));

    OpenCircuit open = refused();
    assertThat(open.refusal())
        .isEqualTo(
            new Refusal(
                Reason.NUMBER_RESTRICTED,
                error,
                answered,
                open.inWords() + " " + cure,
                in(seconds(60)),
                null));
  }

  @Test
  void aTokenThatIsNotTakenIsToldAndWhoseItIs() {
    ends(answer(400, 190));

    OpenCircuit open = refused();
    assertThat(open.refusal())
        .isEqualTo(
            new Refusal(
                Reason.TOKEN_REFUSED,
                MetaError.ACCESS_TOKEN,
                null,
                open.inWords() + " Use another token: it is not held back.",
                in(seconds(60)),
                null));
  }

  /** A token's name is not the token. */
  @Test
  void whoseATokenIsDoesNotTellIt() {
    AccessToken callers = AccessToken.ofCaller(new Credential("EAAJcaller", null));

    assertThat(callers.whose())
        .isEqualTo(
            "the caller's access token (client " + new Credential("EAAJcaller", null).hash() + ")");
    assertThat(new AccessToken("", null).whose()).isEqualTo("sends without an access token");
    assertThat(new AccessToken("", NUMBER).whose())
        .isEqualTo("sends of number " + NUMBER + " without an access token (set " + KEY + ")");
    assertThat(callers + " " + TOKEN).doesNotContain("EAAJ");
  }

  /** The token of a number that was replaced is another one. */
  @Test
  void aNumbersNextTokenIsNotHeldBackForTheLast() {
    ends(answer(401, 190));

    assertThat(circuits.refuses(NUMBER, () -> new AccessToken("EAAJnext", NUMBER))).isNull();
    assertThat(refused()).isNotNull();
  }

  @Test
  void aTokenMetaDoesNotTakeIsToldBeforeThatItDoesNotAnswer() {
    ends(answer(401, 190));
    for (int i = 0; i < Circuit.FAILURES; i++) {
      circuits.ended(NUMBER, () -> OTHER_TOKEN, new Outcome.Unknown());
    }

    assertThat(refused().trouble()).isInstanceOf(Trouble.Token.class);
    assertThat(circuits.refuses(NUMBER, () -> OTHER_TOKEN).trouble())
        .isEqualTo(new Trouble.NoAnswer());
  }

  @Test
  void whatHoldsASendBackIsToldInOrderAndAskingLetsNothingOut() {
    assertThat(circuits.holding(NUMBER, () -> TOKEN)).isEmpty();
    ends(answer(401, 190));
    circuits.ended(NUMBER, () -> OTHER_TOKEN, answer(403, 131031));

    assertThat(circuits.holding(NUMBER, () -> TOKEN))
        .extracting(open -> open.refusal().reason())
        .containsExactly(Reason.NUMBER_RESTRICTED, Reason.TOKEN_REFUSED);
    assertThat(circuits.holding(NUMBER, () -> OTHER_TOKEN))
        .extracting(open -> open.refusal().reason())
        .containsExactly(Reason.NUMBER_RESTRICTED);

    time.travel(seconds(60));
    for (int i = 0; i < 3; i++) {
      assertThat(circuits.holding(NUMBER, () -> TOKEN)).as("a probe is due").isEmpty();
    }
    assertThat(refused()).isNull();
    assertThat(circuits.holding(NUMBER, () -> TOKEN)).as("and out").hasSize(2);
  }
}
