package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.WindowClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must know of a contact's names. */
abstract class NamesContract extends LedgerFixture {

  NamesContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class OneContact {

    private Instant at = time.second();

    private void join(Contact first, Contact... others) {
      observe(new Observation.Answered(number, names(first, others), at.minus(DAY)));
    }

    @Test
    void isWhoWroteUnderSeveralNames() {
      inbound(names(PHONE, USER, PARENT), at);

      for (Contact name : List.of(PHONE, USER, PARENT)) {
        assertThat(state(name).window().expiresAt()).isEqualTo(at.plus(DAY));
        assertThat(state(name).names()).containsExactlyInAnyOrder(PHONE, USER, PARENT);
      }
      assertThat(state(NEW_PHONE).window()).isEqualTo(Window.UNKNOWN);
    }

    @Test
    void isKnownByTheNamesOfAnAnswer() {
      Contact asCalled = new Contact("5511999990000");
      Contact asMetaSays = new Contact("551199990000");
      inbound(names(asMetaSays, USER), at);
      assertThat(grounds(asCalled, FREE_FORM)).isNotNull();

      commit(admitted(asCalled, UTILITY).reservation(), "wamid.A", asMetaSays);

      assertThat(grounds(asCalled, FREE_FORM)).isNull();
      assertThat(state(USER).names()).containsExactlyInAnyOrder(asCalled, asMetaSays, USER);
    }

    @Test
    void hasOneAllowance() {
      send(PHONE, "wamid.1", MARKETING);
      send(USER, "wamid.2", MARKETING);
      assertThat(grounds(USER, MARKETING)).isNull();
      assertThat(state(PHONE).marketing().sent()).isEqualTo(1);

      join(PHONE, USER);

      assertThat(grounds(PHONE, MARKETING)).isEqualTo(grounds(USER, MARKETING));
      assertThat(grounds(USER, MARKETING))
          .isEqualTo(new MarketingThrottled.AllowanceUsed(3, at, at.plus(DAY)));
    }

    @Test
    void hasOneAllowanceThatStartsAnewWhenTheOlderConversationIsOver() {
      send(PHONE, "wamid.1", MARKETING);
      time.travel(DAY.plus(HOUR));
      send(USER, "wamid.2", MARKETING);

      join(PHONE, USER);

      assertThat(state(PHONE).marketing().sent()).isEqualTo(1);
      send(USER, "wamid.3", MARKETING);
      assertThat(grounds(PHONE, MARKETING))
          .isEqualTo(
              new MarketingThrottled.AllowanceUsed(
                  2, at.plus(DAY).plus(HOUR), at.plus(DAY).plus(DAY).plus(HOUR)));
    }

    @Test
    void hasOneCoolDown() {
      observe(
          new Observation.SendFailed(number, names(PHONE), at, "wamid.A", 131049),
          new Observation.SendFailed(number, names(USER), at.plusSeconds(9), "wamid.A", 131049),
          new Observation.SendFailed(number, names(USER), at.plusSeconds(1), "wamid.B", 131049),
          new Observation.SendFailed(number, names(PHONE), at.plusSeconds(9), "wamid.B", 131049));

      join(PHONE, USER);

      assertThat(grounds(USER, MARKETING))
          .isEqualTo(
              new MarketingThrottled.CoolDown(
                  at.plusSeconds(1), at.plusSeconds(1).plus(DAY).plus(DAY)));
    }

    @Test
    void isClosedToByMetaUnderAllNames() {
      inbound(names(PHONE), at);
      observe(new Observation.SendFailed(number, names(USER), at, "wamid.A", 131047));

      join(USER, PHONE);

      assertThat(grounds(PHONE, FREE_FORM)).isEqualTo(new WindowClosed.Closed(at, at));
      assertThat(grounds(USER, FREE_FORM)).isEqualTo(new WindowClosed.Closed(at, at));
    }

    @Test
    void getsAStatusOfAnyName() {
      send(PHONE, "wamid.1", MARKETING);
      send(PHONE, "wamid.2", MARKETING);

      observe(new Observation.SendFailed(number, names(USER, PHONE), at, "wamid.1", 131026));

      assertThat(grounds(PHONE, MARKETING)).isNull();
    }

    @Test
    void isSettledUnderTheNewNameWhatWasReservedUnderTheOld() {
      Reservation first = admitted(USER, MARKETING).reservation();
      Reservation second = admitted(USER, MARKETING).reservation();
      join(PHONE, USER);
      assertThat(grounds(PHONE, MARKETING)).isNotNull();

      done(ledger.release(first));
      commit(second, "wamid.2");

      assertThat(state(PHONE).marketing().sent()).isEqualTo(1);
      observe(new Observation.SendFailed(number, names(PHONE), at, "wamid.2", 131026));
      assertThat(state(USER).marketing().sent()).isZero();
    }

    @Test
    void waitsUnderAllNames() {
      inbound(names(USER), at.minusSeconds(20));
      inbound(names(PHONE), at.minusSeconds(10));
      assertThat(done(records.number(number)).waiting()).isEqualTo(2);

      join(PHONE, USER);

      assertThat(done(records.number(number)).waiting()).isEqualTo(1);
      assertThat(done(records.number(number)).waitingSince()).isEqualTo(at.minusSeconds(20));
      assertThat(state(USER).firstResponse().waitingSince()).isEqualTo(at.minusSeconds(20));
    }

    @Test
    void isAnsweredUnderAnyName() {
      inbound(names(USER), at.minusSeconds(20));
      observe(new Observation.Answered(number, names(PHONE), at.minusSeconds(5)));

      inbound(names(PHONE, USER), at.minusSeconds(6));

      assertThat(state(USER).firstResponse())
          .isEqualTo(new FirstResponse(null, Duration.ofSeconds(15)));
      assertThat(done(records.number(number)).waiting()).isZero();
    }

    @Test
    void comesFromAnAdUnderAnyName() {
      fromAd(names(USER), at.minusSeconds(9));
      send(PHONE, "wamid.1", UTILITY);

      join(PHONE, USER);

      assertThat(state(USER).freeEntryPoint())
          .isEqualTo(new FreeEntryPoint(FreeEntryPoint.State.OPEN, at.plus(DAY.multipliedBy(3))));
    }

    @Test
    void hasManyNamesJoinedInAnyOrder() {
      inbound(names(PARENT), at);
      join(USER, PARENT);
      join(NEW_PHONE, NEW_USER);
      join(NEW_USER, PARENT);
      join(PHONE, USER);

      for (Contact name : List.of(PHONE, NEW_PHONE, USER, NEW_USER, PARENT)) {
        assertThat(state(name).names())
            .containsExactlyInAnyOrder(PHONE, NEW_PHONE, USER, NEW_USER, PARENT);
        assertThat(state(name).window().lastInboundAt()).isEqualTo(at);
      }
    }

    @Test
    void ofOneNumberIsNoneOfAnother() {
      join(PHONE, USER);

      assertThat(done(records.examine("x" + number, PHONE, UTILITY)).state().names()).isEmpty();
    }
  }

  @Nested
  class JoinedConsents {

    private final Instant at = time.second();

    private void join() {
      observe(new Observation.Answered(number, names(PHONE, USER), at.minus(DAY)));
    }

    @Test
    void newestWordOfTheContactStands() {
      observe(optedOut(PHONE, at), optedIn(USER, at.plusSeconds(1)));
      join();

      assertThat(grounds(PHONE, MARKETING)).isNull();
    }

    @Test
    void stopIsNotUndoneByWhatTheBusinessPutDownUnderAnotherName() {
      observe(optedOut(PHONE, at), putDownAsIn(USER, at.plusSeconds(1)));
      join();

      assertThat(grounds(USER, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
    }

    @Test
    void stopIsNotUndoneTheOtherWayAbout() {
      observe(optedOut(USER, at), putDownAsIn(PHONE, at.plusSeconds(1)));
      join();

      assertThat(grounds(PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
    }

    @Test
    void stopAtTheSameSecondWins() {
      observe(optedIn(PHONE, at), optedOut(USER, at));
      join();

      assertThat(grounds(PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
    }

    @Test
    void whatIsPutDownAboutBothNamesIsNewerThanTheStopOfOne() {
      observe(optedOut(USER, at));
      observe(
          new Observation.ConsentStated(
              number, names(PHONE, USER), at.plusSeconds(1), true, "shop form", false));

      assertThat(grounds(USER, MARKETING)).isNull();
    }
  }

  @Nested
  class AForgottenContact {

    private final Instant at = time.second();

    @Test
    void isAStrangerUnderAllNames() {
      inbound(names(PHONE, USER, PARENT), at);
      send(PHONE, "wamid.1", UTILITY);

      done(updates.forget(number, USER));

      for (Contact name : List.of(PHONE, USER, PARENT)) {
        assertThat(state(name).window()).isEqualTo(Window.UNKNOWN);
        assertThat(state(name).names()).isEmpty();
        assertThat(state(name).consent()).isEqualTo(Consent.NONE);
      }
      assertThat(done(records.number(number)).waiting()).isZero();
    }

    @Test
    void isNotSentMarketingThatWasStopped() {
      inbound(names(PHONE, USER), at);
      observe(optedOut(PHONE, at));

      done(updates.forget(number, PHONE));

      assertThat(grounds(PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      assertThat(state(PHONE).window()).isEqualTo(Window.UNKNOWN);
      assertThat(state(USER).names()).isEmpty();
    }

    @Test
    void mayWriteAgain() {
      inbound(names(PHONE, USER), at);
      done(updates.forget(number, PHONE));

      inbound(names(PHONE), at.plusSeconds(1));

      assertThat(grounds(PHONE, FREE_FORM)).isNull();
      assertThat(state(USER).names()).isEmpty();
    }
  }

  @Nested
  class Renames {

    private final Instant at = time.second();

    @Test
    void takeEverythingAlong() {
      inbound(names(PHONE, USER), at.minus(HOUR));
      observe(optedOut(PHONE, at.minus(HOUR)));
      send(PHONE, "wamid.1", UTILITY);

      observe(renamed(PHONE, names(NEW_PHONE, NEW_USER), at));

      for (Contact name : List.of(USER, NEW_PHONE, NEW_USER)) {
        assertThat(state(name).window().lastInboundAt()).isEqualTo(at.minus(HOUR));
      }
      for (Contact name : List.of(PHONE, USER, NEW_PHONE, NEW_USER)) {
        assertThat(state(name).consent().state()).isEqualTo(Consent.State.OPT_OUT);
        assertThat(state(name).names()).containsExactlyInAnyOrder(PHONE, USER, NEW_PHONE, NEW_USER);
        assertThat(grounds(name, MARKETING)).isInstanceOf(OptedOut.Stopped.class);
      }
    }

    @Test
    void takeTheAllowanceTheFreeEntryPointAndTheWaitAlong() {
      fromAd(names(PHONE), at.minus(HOUR));
      time.travel(DAY);
      send(PHONE, "wamid.1", MARKETING);
      send(PHONE, "wamid.2", MARKETING);

      observe(renamed(PHONE, names(NEW_PHONE), at));

      assertThat(grounds(NEW_PHONE, MARKETING))
          .isInstanceOf(MarketingThrottled.AllowanceUsed.class);
      assertThat(state(NEW_PHONE).freeEntryPoint()).isEqualTo(FreeEntryPoint.NONE);
      inbound(names(NEW_USER), at.plus(DAY).minusSeconds(1));
      observe(renamed(NEW_USER, names(NEW_PHONE), at.plus(DAY)));
      assertThat(state(NEW_PHONE).firstResponse().waitingSince()).isNull();
    }

    @Test
    void settleWhatIsUnderWay() {
      Reservation underWay = admitted(PHONE, MARKETING).reservation();
      observe(renamed(PHONE, names(NEW_PHONE), at));

      commit(underWay, "wamid.1", PHONE);

      assertThat(state(NEW_PHONE).marketing().sent()).isEqualTo(1);
    }

    @Test
    void leaveTheOldNumberToWhoWritesUnderItLater() {
      inbound(names(PHONE, USER, PARENT), at.minus(HOUR));
      observe(optedOut(PHONE, at.minus(HOUR)));
      observe(renamed(PHONE, names(NEW_PHONE), at));
      time.travel(DAY.multipliedBy(90));
      Contact stranger = new Contact("US.99491208655302741999");

      List<Effect> opened = inbound(names(PHONE, stranger), time.second());

      assertThat(opened).containsExactly(new Effect.WindowOpened(number));
      assertThat(state(PHONE).names()).containsExactlyInAnyOrder(PHONE, stranger);
      assertThat(state(PHONE).consent()).isEqualTo(Consent.NONE);
      assertThat(state(stranger).window().state()).isEqualTo(Window.State.OPEN);
      for (Contact name : List.of(NEW_PHONE, USER, PARENT)) {
        assertThat(state(name).names()).containsExactlyInAnyOrder(NEW_PHONE, USER, PARENT);
        assertThat(state(name).consent().state()).isEqualTo(Consent.State.OPT_OUT);
        assertThat(state(name).window().lastInboundAt()).isEqualTo(at.minus(HOUR));
      }
    }

    @Test
    void leaveNobodyBehindWhoCouldBeWrittenTo() {
      done(updates.cover(number, false, null));
      time.travel(DAY);
      done(updates.cover(number, false, null));
      Instant since = time.second();
      inbound(names(PHONE, USER), since.minus(HOUR));
      observe(renamed(PHONE, names(NEW_PHONE), since));

      assertThat(grounds(PHONE, FREE_FORM)).isEqualTo(new WindowClosed.NameLeft(since));
      assertThat(grounds(PHONE, UTILITY)).isNull();
      assertThat(grounds(NEW_PHONE, FREE_FORM)).isNull();
      assertThat(grounds(USER, FREE_FORM)).isNull();
    }

    @Test
    void areOverWhenTheContactComesBack() {
      inbound(names(PHONE), at.minus(HOUR));
      observe(renamed(PHONE, names(NEW_PHONE), at));

      observe(renamed(NEW_PHONE, names(PHONE), at.plusSeconds(5)));

      time.travel(Duration.ofSeconds(10));
      assertThat(grounds(PHONE, FREE_FORM)).isNull();
      assertThat(state(NEW_PHONE).window().lastInboundAt()).isNull();
    }

    @Test
    void areOverAlsoWhenTheComingBackIsToldFirst() {
      inbound(names(PHONE, NEW_PHONE), at.minus(HOUR));
      observe(renamed(NEW_PHONE, names(PHONE), at.plusSeconds(5)));

      observe(renamed(PHONE, names(NEW_PHONE), at));

      time.travel(Duration.ofSeconds(10));
      assertThat(grounds(PHONE, FREE_FORM)).isNull();
      assertThat(state(NEW_PHONE).window().lastInboundAt()).isNull();
    }

    @Test
    void giveTheOldNumberToWhoMetaSaysHasItNow() {
      inbound(names(PHONE, USER), at.minus(HOUR));
      observe(renamed(PHONE, names(NEW_PHONE), at));
      time.travel(HOUR);
      Contact stranger = new Contact("US.99491208655302741999");

      commit(admitted(PHONE, UTILITY).reservation(), "wamid.1", PHONE, stranger);

      assertThat(state(stranger).names()).containsExactlyInAnyOrder(PHONE, stranger);
      assertThat(state(stranger).window().lastInboundAt()).isNull();
      assertThat(grounds(NEW_PHONE, FREE_FORM)).isNull();
    }

    @Test
    void areNoReasonToTakeTheStrangerOfAStatusForTheContact() {
      inbound(names(PHONE, USER), at.minus(HOUR));
      observe(renamed(PHONE, names(NEW_PHONE), at));
      Contact stranger = new Contact("US.99491208655302741999");

      observe(new Observation.Answered(number, names(PHONE, stranger), at.plusSeconds(1)));

      assertThat(state(stranger).window().lastInboundAt()).isNull();
    }

    @Test
    void areNotRepeatedByARedeliveryAfterThat() {
      inbound(names(PHONE, USER), at.minus(HOUR));
      observe(renamed(PHONE, names(NEW_PHONE), at));
      inbound(names(PHONE), at.plusSeconds(5));

      observe(renamed(PHONE, names(NEW_PHONE), at));

      assertThat(state(PHONE).names()).containsExactly(PHONE);
      assertThat(state(NEW_PHONE).window().lastInboundAt()).isEqualTo(at.minus(HOUR));
    }

    @Test
    void takeAnOldMessageOfTheOldNumberForTheContacts() {
      observe(renamed(PHONE, names(NEW_PHONE), at));

      inbound(names(PHONE), at);

      assertThat(state(NEW_PHONE).window().lastInboundAt()).isEqualTo(at);
    }

    @Test
    void areKnownThoughTheNamesWereJoinedBefore() {
      inbound(names(PHONE, USER, PARENT), at.minus(HOUR));
      inbound(names(NEW_PHONE, NEW_USER, PARENT), at.plusSeconds(2));
      observe(renamed(PHONE, names(NEW_PHONE, NEW_USER), at));

      inbound(names(PHONE), at.plusSeconds(90));

      assertThat(state(PHONE).names()).containsExactly(PHONE);
      assertThat(state(PARENT).names())
          .containsExactlyInAnyOrder(USER, PARENT, NEW_PHONE, NEW_USER);
      assertThat(state(USER).window().lastInboundAt()).isEqualTo(at.plusSeconds(2));
    }

    @Test
    void backToTheOldNumberKeepIt() {
      inbound(names(PHONE), at.minus(HOUR));
      observe(renamed(PHONE, names(NEW_PHONE), at));
      observe(renamed(NEW_PHONE, names(PHONE), at.plus(HOUR)));
      observe(renamed(NEW_PHONE, names(PHONE), at.plus(HOUR)));

      inbound(names(PHONE), at.plus(HOUR).plusSeconds(1));
      assertThat(state(PHONE).names()).containsExactlyInAnyOrder(PHONE, NEW_PHONE);

      inbound(names(NEW_PHONE), at.plus(HOUR).plusSeconds(2));
      assertThat(state(PHONE).names()).containsExactly(PHONE);
      assertThat(state(NEW_PHONE).names()).containsExactly(NEW_PHONE);
    }

    @Test
    void backToAnAliasOfAnotherNameKeepIt() {
      inbound(names(PHONE, USER), at.minus(HOUR));
      observe(renamed(USER, names(PHONE), at));
      observe(renamed(PARENT, names(USER), at.plus(HOUR)));

      inbound(names(USER), at.plus(HOUR).plusSeconds(1));

      assertThat(state(USER).names()).containsExactlyInAnyOrder(PHONE, USER, PARENT);
    }

    @Test
    void toAUserIdOnlyLeaveTheNumber() {
      inbound(names(PHONE, USER), at.minus(HOUR));
      observe(renamed(PHONE, names(USER), at));

      inbound(names(PHONE), at.plusSeconds(90));

      assertThat(state(PHONE).names()).containsExactly(PHONE);
      assertThat(state(USER).names()).containsExactly(USER);
      assertThat(state(USER).window().lastInboundAt()).isEqualTo(at.minus(HOUR));
    }

    @Test
    void ofAUserIdKeepTheNumber() {
      inbound(names(PHONE, USER), at.minus(HOUR));
      observe(renamed(USER, names(NEW_USER), at));

      inbound(names(PHONE, NEW_USER), at.plusSeconds(90));

      assertThat(state(PHONE).names()).containsExactlyInAnyOrder(PHONE, USER, NEW_USER);
    }
  }
}
