package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Effect.Cause;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberNews.Reconnected;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.pricing.PricingModel;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.rule.WindowClosed;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every ledger must know of windows. */
abstract class WindowContract extends LedgerFixture {

  WindowContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class Windows {

    @Test
    void isOpenUntilTwentyFourHoursAfterMetasTimestampAndNotAMomentLonger() {
      Instant wrote = time.second().minus(Duration.ofHours(3));
      inbound(wrote);

      time.standAt(wrote.plus(DAY), SECOND.negated());
      assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
      assertThat(window()).isEqualTo(new Window(Window.State.OPEN, wrote.plus(DAY), wrote));

      time.standAt(wrote.plus(DAY), INSTANT);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(wrote, null));
      assertThat(window()).isEqualTo(new Window(Window.State.CLOSED, null, wrote));
    }

    @Test
    void followsTheNewestMessageWhateverOrderAndHoweverOften() {
      Instant newest = time.second().minus(Duration.ofHours(1));
      Instant older = time.second().minus(Duration.ofHours(20));

      inbound(newest);
      inbound(older);
      inbound(newest);
      inbound(older);

      assertThat(window().expiresAt()).isEqualTo(newest.plus(DAY));
    }

    @Test
    void isNotExtendedByARedeliveryAfterItClosed() {
      Instant wrote = time.second();
      inbound(wrote);
      time.travel(DAY);

      List<Effect> redelivered = inbound(wrote);

      assertThat(redelivered).isEmpty();
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(wrote, null));
    }

    @Test
    void saysWhichMessageOpenedIt() {
      assertThat(inbound(time.second().minus(Duration.ofHours(25)))).isEmpty();
      assertThat(inbound(time.second())).containsExactly(new Effect.WindowOpened(number));
      assertThat(inbound(time.second().plus(SECOND))).isEmpty();
    }

    @Test
    void endsEarlierByTheMargin() {
      Instant wrote = time.second();
      Terms margin =
          Plain.terms(
              true, false, Duration.ofMinutes(2), false, null, Map.of(), FREE_FORM.billing());
      inbound(wrote);

      time.standAt(wrote.plus(DAY).minus(Duration.ofMinutes(2)), SECOND.negated());
      assertThat(admit(margin)).isInstanceOf(Verdict.Admitted.class);
      time.standAt(wrote.plus(DAY).minus(Duration.ofMinutes(2)), INSTANT);
      assertThat(grounds(margin)).isEqualTo(new WindowClosed.Closed(wrote, null));
    }

    @Test
    void isUnknownUntilTheNumberWasCoveredForADay() {
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Unknown(null));
      assertThat(window()).isEqualTo(Window.UNKNOWN);

      Instant covered = time.second();
      done(updates.cover(number, false, null));
      time.travel(SECOND);
      done(updates.cover(number, false, null));
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Unknown(covered));

      time.standAt(covered.plus(DAY), SECOND.negated());
      assertThat(window().state()).isEqualTo(Window.State.UNKNOWN);
      time.standAt(covered.plus(DAY), INSTANT);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(null, null));
    }

    @Test
    void passesUnknownButNotClosedWhenPolicySaysSo() {
      Terms lenient =
          Plain.terms(true, true, Duration.ZERO, false, null, Map.of(), FREE_FORM.billing());

      assertThat(admitted(contact, lenient).window()).isEqualTo(Window.UNKNOWN);
      inbound(time.second().minus(DAY).minus(SECOND));
      assertThat(admit(lenient)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void isClosedByMetasReportUnlessAMessageIsNewer() {
      Instant wrote = time.second();
      inbound(wrote);
      Instant reported = wrote.plusSeconds(60);

      failed("wamid.A", 131047, reported);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(wrote, reported));

      inbound(reported);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(reported, reported));

      assertThat(inbound(reported.plusSeconds(1))).containsExactly(new Effect.WindowOpened(number));
      assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
      failed("wamid.A", 131047, reported);
      assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void isClosedByTheNewestReportInAnyOrder() {
      Instant wrote = time.second();
      failed("wamid.A", 131047, wrote.plusSeconds(60));
      failed("wamid.B", 131047, wrote.minusSeconds(60));

      inbound(wrote);

      assertThat(grounds(FREE_FORM))
          .isEqualTo(new WindowClosed.Closed(wrote, wrote.plusSeconds(60)));
    }

    @Test
    void belongsToOneNumberAndOneContact() {
      inbound(time.second());

      Verdict otherNumber = done(ledger.admit("x" + number, contact, FREE_FORM));
      Verdict otherContact = admit(NEW_PHONE, FREE_FORM);

      assertThat(otherNumber).isInstanceOf(Verdict.Refused.class);
      assertThat(otherContact).isInstanceOf(Verdict.Refused.class);
    }
  }

  @Nested
  class Counts {

    /** The beginning of a quarter of an hour. */
    private final Instant quarter = Instant.parse("2026-11-10T12:00:00Z");

    private NumberState.Windows counted() {
      return done(records.number(number)).windows();
    }

    @Test
    void areOfEveryContactWithAnOpenWindow() {
      inbound(names(PHONE), quarter.minus(HOUR));
      inbound(names(NEW_PHONE), quarter.minus(Duration.ofHours(23)));
      inbound(names(new Contact("16505551236")), quarter.minus(Duration.ofHours(25)));

      assertThat(counted()).isEqualTo(new NumberState.Windows(2, 0));
      time.travel(Duration.ofMinutes(15));
      assertThat(counted()).isEqualTo(new NumberState.Windows(2, 1));
      time.travel(HOUR);
      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 0));
    }

    @Test
    void areOverWithTheQuarterOfAnHour() {
      inbound(quarter.plusSeconds(1).minus(DAY));

      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 1));
      time.standAt(quarter.plusSeconds(900), SECOND.negated());
      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 1));
      time.standAt(quarter.plusSeconds(900), INSTANT);
      assertThat(counted()).isEqualTo(new NumberState.Windows(0, 0));
    }

    @Test
    void followTheNewestMessageWhateverOrderAndHoweverOften() {
      for (int i = 0; i < 3; i++) {
        inbound(quarter.minus(Duration.ofHours(23)));
        inbound(quarter.minus(HOUR));
        inbound(names(contact), quarter.minus(Duration.ofHours(5)), Via.IMPORT);
      }

      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 0));
    }

    @Test
    void areOneLessByMetasReport() {
      Instant wrote = quarter.minus(HOUR);
      inbound(wrote);

      failed("wamid.A", 131047, wrote.minusSeconds(1));
      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 0));
      failed("wamid.B", 131047, wrote);
      failed("wamid.B", 131047, wrote);
      assertThat(counted()).isEqualTo(new NumberState.Windows(0, 0));
      inbound(wrote.plusSeconds(1));
      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 0));
    }

    @Test
    void areOnePerContactHoweverManyNames() {
      inbound(names(PHONE), quarter.minus(HOUR));
      inbound(names(USER), quarter.minus(DAY).plusSeconds(1800));
      assertThat(counted()).isEqualTo(new NumberState.Windows(2, 1));

      observe(new Observation.Named(number, names(PHONE, USER), quarter));
      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 0));

      inbound(names(NEW_PHONE), quarter.minus(HOUR));
      observe(renamed(PHONE, names(NEW_PHONE), quarter));
      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 0));
    }

    @Test
    void areOnePerContactWhicheverNameIsTheNewerOne() {
      inbound(names(PHONE), quarter.minus(Duration.ofHours(23)));
      inbound(names(USER), quarter.minus(HOUR));

      observe(new Observation.Named(number, names(PHONE, USER), quarter));

      assertThat(counted()).isEqualTo(new NumberState.Windows(1, 0));
    }

    @Test
    void areNoneWhenAJoinShowsThatItIsClosed() {
      inbound(names(PHONE), quarter.minus(HOUR));
      observe(new Observation.SendFailed(number, names(USER), quarter, "wamid.A", 131047));

      observe(new Observation.Named(number, names(PHONE, USER), quarter));

      assertThat(counted()).isEqualTo(new NumberState.Windows(0, 0));
    }

    @Test
    void areOneLessWhenAContactIsForgotten() {
      inbound(names(PHONE, USER), quarter.minus(HOUR));

      done(updates.forget(number, USER));

      assertThat(counted()).isEqualTo(new NumberState.Windows(0, 0));
    }
  }

  @Nested
  class Ways {

    @Test
    void ofKnowingOfTheNewestMessageTellWhyAWindowMayBeClosedAfterAll() {
      Map<Via, Cause> causes =
          Map.of(
              Via.MESSAGE, Cause.UNKNOWN,
              Via.CALL, Cause.CALL,
              Via.STANDBY, Cause.STANDBY,
              Via.UNSUPPORTED, Cause.UNSUPPORTED,
              Via.IMPORT, Cause.IMPORT);
      causes.forEach(
          (via, cause) -> {
            contact = new Contact("1650555100" + via.ordinal());
            inbound(names(contact), time.second(), via);
            send("wamid.A", FREE_FORM);

            assertThat(failed("wamid.A", 131047, time.second()))
                .as("%s", via)
                .containsExactly(new Effect.ClosedAfterAll(number, cause));
            assertThat(failed("wamid.A", 131047, time.second())).as("told again").isEmpty();
          });
    }

    @Test
    void preferAMessageAtTheSameSecond() {
      inbound(names(contact), time.second(), Via.IMPORT);
      inbound(names(contact), time.second(), Via.MESSAGE);
      inbound(names(contact), time.second(), Via.CALL);
      send("wamid.A", FREE_FORM);

      assertThat(failed("wamid.A", 131047, time.second()))
          .containsExactly(new Effect.ClosedAfterAll(number, Cause.UNKNOWN));
    }

    @Test
    void openTheWindowEachOfThem() {
      for (Via via : Via.values()) {
        contact = new Contact("1650555100" + via.ordinal());

        assertThat(inbound(names(contact), time.second(), via))
            .containsExactly(new Effect.WindowOpened(number));
        assertThat(window().state()).isEqualTo(Window.State.OPEN);
      }
    }
  }

  @Nested
  class Contradictions {

    @Test
    void atTheEndOfAWindowAreMetasHaste() {
      Instant wrote = time.second();
      inbound(wrote);
      time.standAt(wrote.plus(DAY).minusSeconds(60), INSTANT);
      send("wamid.A", FREE_FORM);

      assertThat(failed("wamid.A", 131047, time.second()))
          .containsExactly(new Effect.ClosedAfterAll(number, Cause.AT_THE_END));
    }

    @Test
    void aMinuteBeforeTheEndAreNot() {
      Instant wrote = time.second();
      inbound(wrote);
      time.standAt(wrote.plus(DAY).minusSeconds(61), INSTANT);
      send("wamid.A", FREE_FORM);

      assertThat(failed("wamid.A", 131047, time.second()))
          .containsExactly(new Effect.ClosedAfterAll(number, Cause.UNKNOWN));
    }

    @Test
    void areNoneOfASendOutsideAWindowOrForAnotherReason() {
      send("wamid.A", UTILITY);
      assertThat(failed("wamid.A", 131047, time.second())).isEmpty();

      inbound(time.second().plusSeconds(1));
      send("wamid.B", FREE_FORM);
      assertThat(failed("wamid.B", 131026, time.second())).isEmpty();
      assertThat(failed("wamid.C", 131047, time.second())).isEmpty();
    }

    @Test
    void areDeliveredMessagesThatARuleWouldHaveRefused() {
      Terms observed =
          terms(
              PricingModel.PER_MESSAGE,
              true,
              Category.SERVICE,
              null,
              Map.of(Reason.WINDOW_CLOSED, Enforcement.OBSERVE));
      inbound(time.second().minus(DAY));
      send("wamid.A", observed);

      assertThat(reported("wamid.A", false, null)).isEmpty();
      assertThat(reported("wamid.A", true, null))
          .containsExactly(new Effect.DeliveredAfterAll(number, Reason.WINDOW_CLOSED));
      assertThat(reported("wamid.A", true, null)).as("told again").isEmpty();
    }

    @Test
    void areDeliveredMessagesThatTheCallerWouldHaveRefused() {
      Reservation ours = reserved(UTILITY);
      Reservation observed =
          new Reservation(
              number,
              contact,
              ours.id(),
              ours.at(),
              ours.held(),
              ours.window(),
              Reason.TEMPLATE_PAUSED,
              ours.billing());
      commit(observed, "wamid.A");

      assertThat(reported("wamid.A", true, null))
          .containsExactly(new Effect.DeliveredAfterAll(number, Reason.TEMPLATE_PAUSED));
    }
  }

  @Nested
  class Coverage {

    @Test
    void startsWithTheFirstWebhookAndGoesOnWithTheNext() {
      assertThat(cover(false)).containsExactly(started(Gap.NOTHING_BEFORE));
      Instant since = time.second();
      time.travel(DAY);

      assertThat(cover(false)).isEmpty();
      assertThat(coverage())
          .isEqualTo(
              new NumberState.Coverage(since, true, time.second(), Gap.NOTHING_BEFORE, null));
    }

    @Test
    void isNoneOfANumberNobodyHeardOf() {
      assertThat(coverage()).isEqualTo(new NumberState.Coverage(null, false, null, null, null));
    }

    @Test
    void startsAnewAfterAWebhookThatWasNotStored() {
      cover(false);
      time.travel(DAY);
      assertThat(cover(true)).containsExactly(started(Gap.NOT_STORED));

      assertThat(coverage())
          .isEqualTo(
              new NumberState.Coverage(time.second(), false, time.second(), Gap.NOT_STORED, null));
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Unknown(time.second()));
    }

    @Test
    void isNoneAfterMoreThanAWeekOfSilence() {
      cover(false);
      Instant heard = time.second();
      time.standAt(heard.plus(Duration.ofDays(7)), INSTANT);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(null, null));

      time.travel(SECOND);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Unknown(null));
      assertThat(coverage())
          .isEqualTo(new NumberState.Coverage(null, false, heard, Gap.NOTHING_BEFORE, null));
      assertThat(cover(false)).containsExactly(started(Gap.SILENCE));
    }

    @Test
    void isNoneAfterTenSendsWithoutAWordForMoreThanAnHour() {
      cover(false);
      time.travel(DAY);
      Instant first = time.second();
      for (int i = 0; i < 10; i++) {
        send("wamid." + i, UTILITY);
      }

      time.standAt(first.plus(HOUR), INSTANT);
      assertThat(coverage().since()).isNotNull();
      time.travel(SECOND);
      assertThat(coverage().since()).isNull();
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Unknown(null));
      assertThat(cover(false)).containsExactly(started(Gap.UNHEARD_SENDS));
    }

    @Test
    void isNotBrokenByNineSends() {
      cover(false);
      for (int i = 0; i < 9; i++) {
        send("wamid." + i, UTILITY);
      }

      time.travel(DAY);

      assertThat(coverage().complete()).isTrue();
      assertThat(cover(false)).isEmpty();
    }

    private List<Effect> cover(boolean afterGap) {
      return cover(afterGap, null);
    }

    private List<Effect> cover(boolean afterGap, @Nullable Instant newest) {
      effects.clear();
      done(updates.cover(number, afterGap, newest));
      return List.copyOf(effects);
    }

    private List<Effect> news(NumberNews news) {
      effects.clear();
      done(updates.observe(news));
      return List.copyOf(effects);
    }

    private Disconnected removed(Instant at) {
      return new Disconnected(number, at, Disconnected.Cause.PARTNER_REMOVED);
    }

    private void coveredForADay() {
      cover(false);
      time.travel(DAY);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(null, null));
    }

    @ParameterizedTest
    @EnumSource(Disconnected.Cause.class)
    void endsWhenTheAccountIsDisconnected(Disconnected.Cause cause) {
      coveredForADay();
      Instant heard = time.second().minus(DAY);
      Disconnected ended = new Disconnected(number, time.second(), cause);

      assertThat(news(ended)).isEmpty();

      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Unknown(null));
      assertThat(coverage())
          .isEqualTo(new NumberState.Coverage(null, false, heard, Gap.NOTHING_BEFORE, ended));
    }

    @Test
    void isNotStartedByWhatWasUnderWayWhenTheAccountWasDisconnected() {
      coveredForADay();
      Disconnected ended = removed(time.second());
      news(ended);

      assertThat(cover(false)).isEmpty();
      assertThat(cover(true)).isEmpty();
      assertThat(cover(false, ended.at().minus(DAY))).isEmpty();
      assertThat(cover(false, ended.at().plus(HOUR))).isEmpty();

      assertThat(coverage().ended()).isEqualTo(ended);
      assertThat(coverage().since()).isNull();
      assertThat(coverage().lastWebhookAt()).isEqualTo(time.second());
      time.travel(DAY.plus(HOUR));
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Unknown(null));
    }

    @Test
    void startsAnewWhenTheAccountIsConnectedAgain() {
      coveredForADay();
      news(removed(time.second()));
      time.travel(HOUR);

      assertThat(news(new Reconnected(number, time.second())))
          .containsExactly(started(Gap.DISCONNECTED));

      Instant since = time.second();
      assertThat(coverage())
          .isEqualTo(new NumberState.Coverage(since, false, since, Gap.DISCONNECTED, null));
      assertThat(cover(false, since)).isEmpty();
      time.travel(DAY);
      assertThat(grounds(FREE_FORM)).isEqualTo(new WindowClosed.Closed(null, null));
    }

    @Test
    void startsAnewWhenWebhooksTellWhatHappenedLongAfter() {
      coveredForADay();
      Instant at = time.second();
      news(removed(at));
      time.travel(DAY);

      assertThat(cover(false, at.plus(HOUR).plus(SECOND)))
          .containsExactly(started(Gap.DISCONNECTED));

      assertThat(coverage().since()).isEqualTo(time.second());
      assertThat(coverage().ended()).isNull();
      assertThat(news(removed(at))).isEmpty();
      assertThat(coverage().since()).isEqualTo(time.second());
    }

    @Test
    void goesByTheNewestWordInWhateverOrderAndHoweverOften() {
      coveredForADay();
      Instant at = time.second();
      Reconnected back = new Reconnected(number, at.minusSeconds(1));

      news(removed(at));
      assertThat(news(back)).isEmpty();
      assertThat(news(back)).isEmpty();
      assertThat(coverage().ended()).isEqualTo(removed(at));

      assertThat(news(new Reconnected(number, at.plusSeconds(1)))).hasSize(1);
      assertThat(news(new Reconnected(number, at.plusSeconds(1)))).isEmpty();
      assertThat(news(removed(at))).isEmpty();
      assertThat(coverage().since()).isNotNull();
    }

    @Test
    void isNoneWhereOneSecondSaysBoth() {
      Instant at = time.second();
      Disconnected offboarded = new Disconnected(number, at, Disconnected.Cause.ACCOUNT_OFFBOARDED);
      cover(false);

      news(offboarded);
      news(removed(at));
      news(offboarded);
      news(new Reconnected(number, at));

      assertThat(coverage().ended()).isEqualTo(removed(at));
    }

    private NumberState.Coverage coverage() {
      return done(records.number(number)).coverage();
    }

    private Effect started(Gap gap) {
      return new Effect.CoverageStarted(number, gap);
    }
  }
}
