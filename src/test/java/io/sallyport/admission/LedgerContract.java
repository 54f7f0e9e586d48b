package io.sallyport.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.Observation.Effect;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must do. Run by Redis and by the model. */
public abstract class LedgerContract {

  protected static final Duration DAY = Duration.ofHours(24);
  protected static final Duration SECOND = Duration.ofSeconds(1);
  protected static final Duration INSTANT = Duration.ofMillis(20);

  protected static final Marketing TWO_A_DAY = new Marketing(2, DAY, true, Duration.ZERO);
  protected static final Terms FREE_FORM = new Terms(true, false, Duration.ZERO, null);
  protected static final Terms UTILITY = new Terms(false, false, Duration.ZERO, null);
  protected static final Terms MARKETING = marketing(TWO_A_DAY);

  protected final VirtualTime time = new VirtualTime();
  protected Ledger ledger;
  private String number;
  private Contact contact;

  /** A ledger whose time is {@link #time}; others of the same test may share its store. */
  protected abstract Ledger create();

  protected static Terms marketing(Marketing marketing) {
    return new Terms(false, false, Duration.ZERO, marketing);
  }

  @BeforeEach
  void aContactNobodyKnows() {
    ledger = create();
    number = "n" + UUID.randomUUID();
    contact = new Contact("16505551234");
  }

  protected Verdict admit(Terms terms) {
    return ledger.admit(number, contact, terms).await().indefinitely();
  }

  protected Effect inbound(Instant at) {
    return observe(new Observation.InboundMessage(number, contact, at));
  }

  protected Effect failed(String wamid, int code, Instant at) {
    return observe(new Observation.SendFailed(number, contact, at, wamid, code));
  }

  private Effect preference(boolean stopped, Instant at) {
    return observe(new Observation.MarketingPreference(number, contact, at, stopped));
  }

  private Effect observe(Observation observation) {
    return ledger.observe(observation).await().indefinitely();
  }

  protected Reservation reserved(Terms terms) {
    Verdict verdict = admit(terms);
    assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    return ((Verdict.Admitted) verdict).reservation();
  }

  private void send(String wamid) {
    ledger.commit(reserved(MARKETING), wamid).await().indefinitely();
  }

  private @Nullable Grounds grounds(Terms terms) {
    return admit(terms) instanceof Verdict.Refused refused ? refused.grounds() : null;
  }

  private Window window() {
    Verdict verdict = admit(UTILITY);
    return ((Verdict.Admitted) verdict).window();
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
      assertThat(grounds(FREE_FORM)).isEqualTo(new Grounds.WindowClosed(wrote, null));
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

      Effect redelivered = inbound(wrote);

      assertThat(redelivered).isEqualTo(Effect.NONE);
      assertThat(grounds(FREE_FORM)).isEqualTo(new Grounds.WindowClosed(wrote, null));
    }

    @Test
    void saysWhichMessageOpenedIt() {
      assertThat(inbound(time.second().minus(Duration.ofHours(25)))).isEqualTo(Effect.NONE);
      assertThat(inbound(time.second())).isEqualTo(Effect.WINDOW_OPENED);
      assertThat(inbound(time.second().plus(SECOND))).isEqualTo(Effect.NONE);
    }

    @Test
    void endsEarlierByTheMargin() {
      Instant wrote = time.second();
      Terms margin = new Terms(true, false, Duration.ofMinutes(2), null);
      inbound(wrote);

      time.standAt(wrote.plus(DAY).minus(Duration.ofMinutes(2)), SECOND.negated());
      assertThat(admit(margin)).isInstanceOf(Verdict.Admitted.class);
      time.standAt(wrote.plus(DAY).minus(Duration.ofMinutes(2)), INSTANT);
      assertThat(grounds(margin)).isEqualTo(new Grounds.WindowClosed(wrote, null));
    }

    @Test
    void isUnknownUntilTheNumberWasCoveredForADay() {
      assertThat(grounds(FREE_FORM)).isEqualTo(new Grounds.WindowUnknown(null));
      assertThat(window()).isEqualTo(Window.UNKNOWN);

      Instant covered = time.second();
      ledger.cover(number).await().indefinitely();
      time.travel(SECOND);
      ledger.cover(number).await().indefinitely();
      assertThat(grounds(FREE_FORM)).isEqualTo(new Grounds.WindowUnknown(covered));

      time.standAt(covered.plus(DAY), SECOND.negated());
      assertThat(window().state()).isEqualTo(Window.State.UNKNOWN);
      time.standAt(covered.plus(DAY), INSTANT);
      assertThat(grounds(FREE_FORM)).isEqualTo(new Grounds.WindowClosed(null, null));
    }

    @Test
    void passesUnknownButNotClosedWhenPolicySaysSo() {
      Terms lenient = new Terms(true, true, Duration.ZERO, null);

      assertThat(admit(lenient)).isEqualTo(new Verdict.Admitted(Window.UNKNOWN, null));
      inbound(time.second().minus(DAY).minus(SECOND));
      assertThat(admit(lenient)).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void isClosedByMetasReportUnlessAMessageIsNewer() {
      Instant wrote = time.second();
      inbound(wrote);
      Instant reported = wrote.plusSeconds(60);

      failed("wamid.A", 131047, reported);
      assertThat(grounds(FREE_FORM)).isEqualTo(new Grounds.WindowClosed(wrote, reported));

      inbound(reported);
      assertThat(grounds(FREE_FORM)).isEqualTo(new Grounds.WindowClosed(reported, reported));

      assertThat(inbound(reported.plusSeconds(1))).isEqualTo(Effect.WINDOW_OPENED);
      assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
      failed("wamid.A", 131047, reported);
      assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
    }

    @Test
    void belongsToOneNumberAndOneContact() {
      inbound(time.second());

      Verdict otherNumber = ledger.admit("x" + number, contact, FREE_FORM).await().indefinitely();
      Verdict otherContact =
          ledger.admit(number, new Contact("16505551235"), FREE_FORM).await().indefinitely();

      assertThat(otherNumber).isInstanceOf(Verdict.Refused.class);
      assertThat(otherContact).isInstanceOf(Verdict.Refused.class);
    }
  }

  @Nested
  class MarketingAllowance {

    @Test
    void refusesTheThirdUntilTheConversationEnds() {
      Instant first = time.second();
      send("wamid.1");
      time.travel(Duration.ofHours(5));
      send("wamid.2");

      assertThat(grounds(MARKETING))
          .isEqualTo(new Grounds.AllowanceUsed(2, first, first.plus(DAY)));
      time.standAt(first.plus(DAY), SECOND.negated());
      assertThat(grounds(MARKETING)).isInstanceOf(Grounds.AllowanceUsed.class);

      time.standAt(first.plus(DAY), INSTANT);
      send("wamid.3");
      send("wamid.4");
      assertThat(grounds(MARKETING))
          .isEqualTo(new Grounds.AllowanceUsed(2, first.plus(DAY), first.plus(DAY).plus(DAY)));
    }

    @Test
    void isNotTouchedByARefusal() {
      send("wamid.1");
      send("wamid.2");
      Grounds before = grounds(MARKETING);

      for (int i = 0; i < 10; i++) {
        time.travel(SECOND);
        assertThat(grounds(MARKETING)).isEqualTo(before);
      }
    }

    @Test
    void startsAnewWithAReplyNotOlderThanTheLastSend() {
      Terms threeDays = marketing(new Marketing(2, Duration.ofDays(3), true, Duration.ZERO));
      reserved(threeDays);
      time.travel(Duration.ofMinutes(1));
      Instant last = time.second();
      reserved(threeDays);

      inbound(last.minus(SECOND));
      time.standAt(last.plus(DAY), INSTANT);
      assertThat(grounds(threeDays)).isInstanceOf(Grounds.AllowanceUsed.class);

      inbound(last);
      assertThat(reserved(threeDays)).isNotNull();
      assertThat(reserved(threeDays)).isNotNull();
      assertThat(grounds(threeDays))
          .isEqualTo(new Grounds.AllowanceUsed(2, last.plus(DAY), last.plus(DAY.multipliedBy(4))));
    }

    @Test
    void doesNotStartAnewWithAReplyWhenPolicySaysSo() {
      Terms strict = marketing(new Marketing(1, Duration.ofDays(7), false, Duration.ZERO));
      reserved(strict);
      inbound(time.second());

      time.travel(DAY);

      assertThat(grounds(strict)).isInstanceOf(Grounds.AllowanceUsed.class);
    }

    @Test
    void isNotUsedInAnOpenWindow() {
      inbound(time.second());
      for (int i = 0; i < 5; i++) {
        assertThat(reserved(MARKETING)).isNull();
      }

      time.travel(DAY);

      assertThat(reserved(MARKETING)).isNotNull();
      assertThat(reserved(MARKETING)).isNotNull();
      assertThat(grounds(MARKETING)).isInstanceOf(Grounds.AllowanceUsed.class);
    }

    @Test
    void isGivenBackByASendThatDidNotHappen() {
      send("wamid.1");
      Reservation second = reserved(MARKETING);
      assertThat(grounds(MARKETING)).isNotNull();

      ledger.release(second).await().indefinitely();
      ledger.release(second).await().indefinitely();

      assertThat(reserved(MARKETING)).isNotNull();
      assertThat(grounds(MARKETING)).isNotNull();
    }

    @Test
    void isGivenBackOnceByASendReportedFailed() {
      send("wamid.1");
      send("wamid.2");

      failed("wamid.1", 131026, time.second());
      failed("wamid.1", 131026, time.second());

      assertThat(reserved(MARKETING)).isNotNull();
      assertThat(grounds(MARKETING)).isNotNull();
    }

    @Test
    void isGivenBackByAFailureThatBeatsTheAnswer() {
      send("wamid.1");
      Reservation second = reserved(MARKETING);

      failed("wamid.2", 131026, time.second());
      assertThat(grounds(MARKETING)).isNotNull();
      ledger.commit(second, "wamid.2").await().indefinitely();

      assertThat(reserved(MARKETING)).isNotNull();
      assertThat(grounds(MARKETING)).isNotNull();
    }

    @Test
    void isHeldByASendOfWhichNothingIsHeard() {
      reserved(MARKETING);
      reserved(MARKETING);

      time.travel(DAY.minus(SECOND));

      assertThat(grounds(MARKETING)).isInstanceOf(Grounds.AllowanceUsed.class);
    }

    @Test
    void keepsTheGapBetweenSends() {
      Terms spaced = marketing(new Marketing(5, DAY, true, Duration.ofHours(2)));
      Instant first = time.second();
      reserved(spaced);

      assertThat(grounds(spaced)).isEqualTo(new Grounds.TooSoon(first.plus(Duration.ofHours(2))));
      time.standAt(first.plus(Duration.ofHours(2)), INSTANT);
      assertThat(reserved(spaced)).isNotNull();
    }

    @Test
    void ofNoneSendsNone() {
      Terms none = marketing(new Marketing(0, DAY, true, Duration.ZERO));

      assertThat(grounds(none)).isEqualTo(new Grounds.AllowanceUsed(0, null, null));
      inbound(time.second());
      assertThat(grounds(none)).isNull();
    }

    @Test
    void doesNotConcernOtherTemplates() {
      send("wamid.1");
      send("wamid.2");

      assertThat(admit(UTILITY)).isInstanceOf(Verdict.Admitted.class);
    }
  }

  @Nested
  class CoolDown {

    @Test
    void lastsADayFromTheStatusAndDoublesUpToAWeek() {
      Instant at = time.second();
      long[] hours = {24, 48, 96, 168, 168};
      for (int i = 0; i < hours.length; i++) {
        Instant failedAt = at.plusSeconds(i);
        failed("wamid." + i, 131049, failedAt);

        assertThat(grounds(MARKETING))
            .isEqualTo(new Grounds.CoolDown(failedAt, failedAt.plus(Duration.ofHours(hours[i]))));
      }
    }

    @Test
    void countsAMessageOnceHoweverOftenItIsReported() {
      Instant at = time.second();
      failed("wamid.1", 131049, at);
      failed("wamid.1", 131049, at);
      failed("wamid.1", 131049, at.plusSeconds(5));

      assertThat(grounds(MARKETING)).isEqualTo(new Grounds.CoolDown(at, at.plus(DAY)));
    }

    @Test
    void comesToTheSameInAnyOrder() {
      Instant at = time.second();
      failed("wamid.2", 131049, at.plusSeconds(10));
      failed("wamid.1", 131049, at);

      assertThat(grounds(MARKETING))
          .isEqualTo(
              new Grounds.CoolDown(
                  at.plusSeconds(10), at.plusSeconds(10).plus(Duration.ofHours(48))));
    }

    @Test
    void isClearedByAMessageOfTheContactButNotByAnOlderOne() {
      Instant at = time.second();
      failed("wamid.1", 131049, at);

      inbound(at.minusSeconds(1));
      assertThat(grounds(MARKETING)).isInstanceOf(Grounds.CoolDown.class);
      inbound(at);
      assertThat(grounds(MARKETING)).isNull();
    }

    @Test
    void startsFromADayAgainAfterAWeekWithout() {
      Instant at = time.second();
      failed("wamid.1", 131049, at);
      Instant later = at.plus(Duration.ofDays(7));
      time.standAt(later, INSTANT);
      failed("wamid.2", 131049, later);

      assertThat(grounds(MARKETING)).isEqualTo(new Grounds.CoolDown(later, later.plus(DAY)));
    }

    @Test
    void restsMarketingOnly() {
      failed("wamid.1", 131049, time.second());

      assertThat(admit(UTILITY)).isInstanceOf(Verdict.Admitted.class);
    }
  }

  @Nested
  class Preferences {

    @Test
    void newestWordStands() {
      Instant at = time.second();
      preference(true, at);
      assertThat(grounds(MARKETING)).isEqualTo(new Grounds.OptedOut(at));

      preference(false, at.minusSeconds(1));
      assertThat(grounds(MARKETING)).isEqualTo(new Grounds.OptedOut(at));
      preference(false, at.plusSeconds(1));
      assertThat(grounds(MARKETING)).isNull();
      preference(true, at);
      assertThat(grounds(MARKETING)).isNull();
    }

    @Test
    void stopWinsWithinOneSecondInAnyOrder() {
      Instant at = time.second();
      preference(true, at);
      preference(false, at);
      assertThat(grounds(MARKETING)).isEqualTo(new Grounds.OptedOut(at));

      preference(false, at.plusSeconds(1));
      preference(true, at.plusSeconds(1));
      assertThat(grounds(MARKETING)).isEqualTo(new Grounds.OptedOut(at.plusSeconds(1)));
    }

    @Test
    void isAStopWhenMetaSaysSoOfASend() {
      Instant at = time.second();

      failed("wamid.1", 131050, at);

      assertThat(grounds(MARKETING)).isEqualTo(new Grounds.OptedOut(at));
      preference(false, at.plusSeconds(1));
      assertThat(grounds(MARKETING)).isNull();
    }

    @Test
    void stopMarketingEvenInAnOpenWindowAndNothingElse() {
      inbound(time.second());
      preference(true, time.second());

      assertThat(grounds(MARKETING)).isInstanceOf(Grounds.OptedOut.class);
      assertThat(admit(UTILITY)).isInstanceOf(Verdict.Admitted.class);
      assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
    }
  }
}
