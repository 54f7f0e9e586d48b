package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Observation.Via;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must know of who waits for an answer. */
abstract class AnswersContract extends LedgerFixture {

  AnswersContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class FirstResponses {

    private final Instant at = time.second();

    @Test
    void areMeasuredFromTheOldestUnansweredMessage() {
      inbound(at.minusSeconds(50));
      inbound(at.minusSeconds(90));
      inbound(at.minusSeconds(20));
      assertThat(state().firstResponse()).isEqualTo(new FirstResponse(at.minusSeconds(90), null));
      Reservation answer = reserved(FREE_FORM);
      time.travel(Duration.ofSeconds(5));

      effects.clear();
      commit(answer, "wamid.A");

      assertThat(effects).containsExactly(new Effect.FirstAnswer(number, Duration.ofSeconds(90)));
      assertThat(state().firstResponse())
          .isEqualTo(new FirstResponse(null, Duration.ofSeconds(90)));
    }

    @Test
    void areNoneOfASendThatWasNotAccepted() {
      inbound(at);
      done(ledger.release(reserved(FREE_FORM)));

      assertThat(state().firstResponse().waitingSince()).isEqualTo(at);
    }

    @Test
    void areAlsoGivenOutsideTheApi() {
      inbound(at.minusSeconds(90));

      assertThat(answered(at.minusSeconds(30)))
          .containsExactly(new Effect.FirstAnswer(number, Duration.ofSeconds(60)));
      assertThat(answered(at.minusSeconds(30))).isEmpty();
      assertThat(answered(at)).isEmpty();
      assertThat(state().firstResponse())
          .isEqualTo(new FirstResponse(null, Duration.ofSeconds(60)));
    }

    @Test
    void outsideTheApiOpenNoWindow() {
      answered(at);

      assertThat(window()).isEqualTo(Window.UNKNOWN);
    }

    @Test
    void leaveWhoWroteLaterWaiting() {
      inbound(at.minusSeconds(90));
      inbound(at.minusSeconds(10));

      answered(at.minusSeconds(30));

      assertThat(state().firstResponse())
          .isEqualTo(new FirstResponse(at.minusSeconds(10), Duration.ofSeconds(60)));
    }

    @Test
    void areGivenAlreadyToAMessageHeardOfLate() {
      answered(at.minusSeconds(30));
      inbound(at.minusSeconds(30));
      inbound(at.minusSeconds(90));

      assertThat(state().firstResponse()).isEqualTo(new FirstResponse(null, null));
    }

    @Test
    void areNotWaitedForAfterACallOrAnImport() {
      inbound(names(contact), at, Via.CALL);
      inbound(names(contact), at, Via.IMPORT);
      assertThat(state().firstResponse().waitingSince()).isNull();

      inbound(names(contact), at, Via.STANDBY);
      assertThat(state().firstResponse().waitingSince()).isEqualTo(at);
      inbound(names(contact), at.minusSeconds(1), Via.UNSUPPORTED);
      assertThat(state().firstResponse().waitingSince()).isEqualTo(at.minusSeconds(1));
    }

    @Test
    void areNotWaitedForByAMessageHeardOfAWeekLater() {
      inbound(at.minus(Duration.ofDays(7)));
      assertThat(state().firstResponse().waitingSince()).isNull();

      inbound(at.minus(Duration.ofDays(7)).plusSeconds(1));
      assertThat(state().firstResponse().waitingSince()).isNotNull();
    }

    @Test
    void areWaitedForByContactsOfTheNumber() {
      inbound(names(PHONE), at.minusSeconds(20));
      inbound(names(NEW_PHONE), at.minusSeconds(30));
      assertThat(done(records.number(number)).waiting()).isEqualTo(2);
      assertThat(done(records.number(number)).waitingSince()).isEqualTo(at.minusSeconds(30));

      observe(new Observation.Answered(number, names(NEW_PHONE), at));
      assertThat(done(records.number(number)).waiting()).isEqualTo(1);
      assertThat(done(records.number(number)).waitingSince()).isEqualTo(at.minusSeconds(20));

      observe(new Observation.Answered(number, names(PHONE), at));
      assertThat(done(records.number(number)).waiting()).isZero();
      assertThat(done(records.number(number)).waitingSince()).isNull();
    }

    @Test
    void areWaitedForByContactsOfTheNumberForAWeek() {
      inbound(at);
      time.standAt(at.plus(Duration.ofDays(7)), SECOND.negated());
      assertThat(done(records.number(number)).waiting()).isEqualTo(1);

      time.standAt(at.plus(Duration.ofDays(7)), INSTANT);
      assertThat(done(records.number(number)).waiting()).isZero();
      inbound(names(NEW_PHONE), time.second());
      assertThat(done(records.number(number)).waiting()).isEqualTo(1);
    }
  }
}
