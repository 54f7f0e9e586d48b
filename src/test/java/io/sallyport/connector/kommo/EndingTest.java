package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.instead.DeferredState;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Kommo is told of a decision. */
class EndingTest {

  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final boolean YOUNG = true;
  private static final boolean OLD = false;
  private static final String TAKEN = "{\"messages\":[{\"id\":\"wamid.1\"}]}";

  private static Ending of(Result result, boolean mayWait) {
    return Ending.of(
        Decision.refused(Refusal.of(Reason.INVALID_BODY, "")).with(result), NOW, mayWait);
  }

  private static Ending answered(int status, String body, boolean mayWait) {
    byte[] bytes = body.getBytes(UTF_8);
    Outcome answered = new Outcome.Answered(status, List.of(), bytes, SendAnswer.read(bytes));
    return of(new Result.Sent(answered), mayWait);
  }

  private static String error(int code) {
    return "{\"error\":{\"code\":"
        + code
        + ",\"message\":\"No\",\"error_data\":{\"details\":\"W\"}}}";
  }

  private static Ending refused(Reason reason, boolean mayWait) {
    return of(new Result.Refused(new Refusal(reason, "Why.", null)), mayWait);
  }

  @Test
  void whatMetaTookIsAcceptedAlsoWhenItWasSentBefore() {
    assertThat(answered(200, TAKEN, YOUNG)).isEqualTo(new Ending.Accepted("wamid.1"));
    assertThat(
            of(
                new Result.Replayed(new KeptAnswer(200, "application/json", TAKEN.getBytes(UTF_8))),
                OLD))
        .isEqualTo(new Ending.Accepted("wamid.1"));
  }

  @ParameterizedTest
  @CsvSource({"400,131026,904", "401,190,902", "400,131009,905", "400,132001,905"})
  void whatMetaRefusesHasItsSentence(int status, int metas, int kommos) {
    assertThat(answered(status, error(metas), YOUNG)).isEqualTo(new Ending.Failed(kommos, "W"));
  }

  @Test
  void whatMetaCannotNowIsTriedForAMinute() {
    assertThat(answered(500, error(131016), YOUNG)).isInstanceOf(Ending.Wait.class);
    assertThat(answered(429, error(130429), YOUNG)).isInstanceOf(Ending.Wait.class);
    assertThat(answered(429, error(130429), OLD)).isEqualTo(new Ending.Failed(905, "W"));
  }

  @ParameterizedTest
  @CsvSource({"500,131016", "500,131000", "500,1", "503,2", "500,131057", "400,131016"})
  void whatMetaCouldNotForAMinuteMayHaveAnyCode(int status, int metas) {
    assertThat(answered(status, error(metas), OLD)).isEqualTo(new Ending.Failed(903, "W"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"UNDECIDED", "IN_FLIGHT", "UPSTREAM_UNREACHABLE"})
  void whatCertainlyHasNotLeftIsTriedForAMinute(Reason reason) {
    assertThat(refused(reason, YOUNG)).isInstanceOf(Ending.Wait.class);
    assertThat(refused(reason, OLD)).isEqualTo(new Ending.Failed(903, "Why."));
  }

  @Test
  void withoutAConnectionItHasNotLeftAndAfterALostAnswerItMayHave() {
    assertThat(of(new Result.Sent(new Outcome.NotSent()), YOUNG)).isInstanceOf(Ending.Wait.class);
    assertThat(of(new Result.Sent(new Outcome.Unknown()), YOUNG))
        .isInstanceOfSatisfying(
            Ending.Failed.class, failed -> assertThat(failed.code()).isEqualTo(903));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"PAIR_RATE", "THROUGHPUT"})
  void aRateIsWaitedForHoweverLong(Reason reason) {
    Refusal rate = new Refusal(reason, "Why.", NOW.plusSeconds(6));

    assertThat(of(new Result.Refused(rate), OLD))
        .isEqualTo(new Ending.Wait(Duration.ofSeconds(6), false));
  }

  @Test
  void whatMayBeSentLaterByItselfWaitsAside() {
    assertThat(
            of(
                new Result.Waits(Result.How.DEFERRED, "d-1", NOW, NOW.plusSeconds(60), NOW, false),
                YOUNG))
        .isEqualTo(new Ending.Deferred("d-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "WINDOW_CLOSED,905",
    "OPTED_OUT,905",
    "MARKETING_THROTTLED,905",
    "MESSAGING_LIMIT,905",
    "BUDGET,905",
    "UNKNOWN_TEMPLATE,905",
    "NUMBER_RESTRICTED,905",
    "TOKEN_REFUSED,902",
    "OUTCOME_UNKNOWN,903"
  })
  void aRefusalHasItsOwnSentence(Reason reason, int code) {
    assertThat(refused(reason, YOUNG)).isEqualTo(new Ending.Failed(code, "Why."));
  }

  private static Ending of(State state, String reason, Integer status, String answer) {
    Instant next = NOW.plusSeconds(60);
    return Ending.of(
        new DeferredState("d-1", state, null, NOW, next, null, reason, status, answer), NOW);
  }

  @Test
  void aSendThatWaitedEndsAsItEnded() {
    assertThat(of(State.QUEUED, null, null, null))
        .isEqualTo(new Ending.Wait(Duration.ofSeconds(62), false));
    assertThat(of(State.SENDING, null, null, null)).isInstanceOf(Ending.Wait.class);
    assertThat(of(State.SENT, null, 200, TAKEN)).isEqualTo(new Ending.Accepted("wamid.1"));
    assertThat(of(State.REFUSED, null, 400, error(131026))).isEqualTo(new Ending.Failed(904, "W"));
    assertThat(of(State.REFUSED, "window_closed", null, "Closed."))
        .isEqualTo(new Ending.Failed(905, "Closed."));
    assertThat(of(State.REFUSED, "token_refused", null, "Token."))
        .isEqualTo(new Ending.Failed(902, "Token."));
    assertThat(of(State.REFUSED, "upstream_unreachable", null, "Down."))
        .isEqualTo(new Ending.Failed(903, "Down."));
    assertThat(((Ending.Failed) of(State.UNKNOWN, null, null, null)).code()).isEqualTo(903);
    assertThat(((Ending.Failed) of(State.CANCELLED, null, null, null)).code()).isEqualTo(905);
  }
}
