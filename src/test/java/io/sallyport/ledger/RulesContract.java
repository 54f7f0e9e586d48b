package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.ContactState;
import io.sallyport.contact.FirstResponse;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Names;
import io.sallyport.contact.Window;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.PricingModel;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.NoOptIn;
import io.sallyport.rule.NumberRestricted;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.rule.WindowClosed;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must refuse, observe and explain. */
abstract class RulesContract extends LedgerFixture {

  RulesContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class Preferences {

    @Test
    void newestWordStands() {
      Instant at = time.second();
      observe(optedOut(contact, at));
      assertThat(grounds(MARKETING)).isEqualTo(new OptedOut.Stopped(at));

      observe(optedIn(contact, at.minusSeconds(1)));
      assertThat(grounds(MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      observe(optedIn(contact, at.plusSeconds(1)));
      assertThat(grounds(MARKETING)).isNull();
      observe(optedOut(contact, at));
      assertThat(grounds(MARKETING)).isNull();
    }

    @Test
    void stopWinsWithinOneSecondInAnyOrder() {
      Instant at = time.second();
      observe(optedOut(contact, at));
      observe(optedIn(contact, at));
      assertThat(grounds(MARKETING)).isEqualTo(new OptedOut.Stopped(at));

      observe(optedIn(contact, at.plusSeconds(1)));
      observe(optedOut(contact, at.plusSeconds(1)));
      assertThat(grounds(MARKETING)).isEqualTo(new OptedOut.Stopped(at.plusSeconds(1)));
    }

    @Test
    void isAStopWhenMetaSaysSoOfASend() {
      Instant at = time.second();

      failed("wamid.1", 131050, at);

      assertThat(grounds(MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      observe(optedIn(contact, at.plusSeconds(1)));
      assertThat(grounds(MARKETING)).isNull();
    }

    @Test
    void stopMarketingEvenInAnOpenWindowAndNothingElse() {
      inbound(time.second());
      observe(optedOut(contact, time.second()));

      assertThat(grounds(MARKETING)).isInstanceOf(OptedOut.Stopped.class);
      assertThat(admit(UTILITY)).isInstanceOf(Verdict.Admitted.class);
      assertThat(admit(FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
    }
  }

  @Nested
  class Consents {

    @Test
    void ofTheContactCountMoreThanTheBusinesssAtTheSameSecond() {
      Instant at = time.second();
      observe(putDownAsIn(contact, at));
      observe(optedIn(contact, at));
      observe(putDownAsIn(contact, at));

      assertThat(state().consent()).isEqualTo(new Consent(Consent.State.OPT_IN, "meta", at));
    }

    @Test
    void ofTheBusinessUndoAnOlderStopOfTheSameContact() {
      Instant at = time.second();
      observe(optedOut(contact, at));
      observe(putDownAsIn(contact, at.plusSeconds(1)));

      assertThat(state().consent())
          .isEqualTo(new Consent(Consent.State.OPT_IN, "shop form", at.plusSeconds(1)));
      assertThat(grounds(MARKETING)).isNull();
    }

    @Test
    void thatSayTheSameAtTheSameSecondEndInTheSameInAnyOrder() {
      Instant at = time.second();
      Observation one =
          new Observation.ConsentStated(number, Names.of(contact), at, true, "a", false);
      Observation two =
          new Observation.ConsentStated(number, Names.of(contact), at, true, "b", false);
      observe(one, two, one);

      assertThat(state().consent().source()).isEqualTo("b");
    }

    @Test
    void mayHaveASourceOfManyWords() {
      Instant at = time.second();
      String source = "paper, signed @ fair: 7 no";
      observe(new Observation.ConsentStated(number, Names.of(contact), at, true, source, false));

      assertThat(state().consent()).isEqualTo(new Consent(Consent.State.OPT_IN, source, at));
    }
  }

  @Nested
  class Restrictions {

    private final Instant until = time.second().plus(DAY);

    private void news(NumberNews news) {
      done(updates.observe(news));
    }

    @Test
    void ofWhatTheBusinessInitiatesSpareRepliesInAWindow() {
      news(new NumberNews.BusinessInitiatedBlocked(number, time.second(), until));

      assertThat(grounds(UTILITY)).isEqualTo(new NumberRestricted.Restricted(false, until));
      assertThat(grounds(FREE_FORM)).isInstanceOf(WindowClosed.Unknown.class);
      inbound(time.second());
      assertThat(grounds(UTILITY)).isNull();
      assertThat(grounds(FREE_FORM)).isNull();
    }

    @Test
    void endWhenMetaSaid() {
      news(new NumberNews.BusinessInitiatedBlocked(number, time.second(), until));
      time.standAt(until, SECOND.negated());
      assertThat(grounds(UTILITY)).isNotNull();

      time.standAt(until, INSTANT);

      assertThat(grounds(UTILITY)).isNull();
      assertThat(done(records.number(number)).businessInitiatedUntil()).isNull();
    }

    @Test
    void ofEverythingSpareNothing() {
      inbound(time.second());
      news(new NumberNews.EverythingBlocked(number, time.second(), until));

      assertThat(grounds(FREE_FORM)).isEqualTo(new NumberRestricted.Restricted(true, until));
      assertThat(grounds(UTILITY)).isEqualTo(new NumberRestricted.Restricted(true, until));
    }

    @Test
    void byABanLastUntilItIsLifted() {
      assertThat(done(ledger.isDisabled(number))).isFalse();
      news(new NumberNews.Disabled(number, time.second(), true));
      time.travel(DAY.multipliedBy(90));
      assertThat(grounds(UTILITY)).isEqualTo(NumberRestricted.Restricted.DISABLED);
      assertThat(done(ledger.isDisabled(number))).isTrue();

      news(new NumberNews.Disabled(number, time.second(), false));

      assertThat(grounds(UTILITY)).isNull();
      assertThat(done(ledger.isDisabled(number))).isFalse();
    }

    @Test
    void followTheNewestWordInAnyOrder() {
      news(new NumberNews.Disabled(number, time.second(), false));
      news(new NumberNews.Disabled(number, time.second().minusSeconds(1), true));
      news(new NumberNews.EverythingBlocked(number, time.second(), time.second()));
      news(new NumberNews.EverythingBlocked(number, time.second().minusSeconds(1), until));

      assertThat(grounds(UTILITY)).isNull();
    }

    @Test
    void atTheSameSecondFollowTheWordHeardLast() {
      Instant at = time.second();
      news(new NumberNews.Disabled(number, at, true));
      news(new NumberNews.Disabled(number, at, false));
      news(new NumberNews.MessagingLimit(number, at, "TIER_250"));
      news(new NumberNews.MessagingLimit(number, at, "2000"));

      assertThat(grounds(UTILITY)).isNull();
      assertThat(done(records.number(number)).messagingLimit()).isEqualTo("2000");
    }

    @Test
    void comeFirst() {
      observe(optedOut(contact, time.second()));
      news(new NumberNews.Disabled(number, time.second(), true));

      assertThat(grounds(MARKETING)).isInstanceOf(NumberRestricted.Restricted.class);
    }

    @Test
    void areToldOfTheNumberWithItsLimits() {
      news(new NumberNews.BusinessInitiatedBlocked(number, time.second(), until));
      news(new NumberNews.EverythingBlocked(number, time.second(), until.plusSeconds(1)));
      news(new NumberNews.Disabled(number, time.second(), true));
      news(new NumberNews.MessagingLimit(number, time.second(), "TIER_2K"));
      news(new NumberNews.MessagingLimit(number, time.second().minusSeconds(5), "TIER_250"));
      news(new NumberNews.Throughput(number, time.second(), "TIER_UNLIMITED"));

      NumberState state = done(records.number(number));

      assertThat(state.businessInitiatedUntil()).isEqualTo(until);
      assertThat(state.everythingUntil()).isEqualTo(until.plusSeconds(1));
      assertThat(state.disabled()).isTrue();
      assertThat(state.messagingLimit()).isEqualTo("TIER_2K");
      assertThat(state.throughput()).isEqualTo("TIER_UNLIMITED");
    }
  }

  @Nested
  class OptIn {

    private final Terms needed =
        Plain.terms(false, false, Duration.ZERO, true, TWO_A_DAY, Map.of(), MARKETING.billing());

    @Test
    void isNeededOfWhoNeverWrote() {
      assertThat(grounds(needed)).isEqualTo(new NoOptIn.NoneRecorded());
      assertThat(grounds(MARKETING)).isNull();
    }

    @Test
    void isStatedByEither() {
      observe(putDownAsIn(contact, time.second()));
      assertThat(grounds(needed)).isNull();

      observe(optedIn(NEW_PHONE, time.second()));
      assertThat(grounds(NEW_PHONE, needed)).isNull();
    }

    @Test
    void isNotNeededOfWhoWroteHoweverLongAgo() {
      inbound(time.second().minus(DAY.multipliedBy(20)));

      assertThat(grounds(needed)).isNull();
    }

    @Test
    void isTakenBackByAStop() {
      Terms utility =
          Plain.terms(false, false, Duration.ZERO, true, null, Map.of(), UTILITY.billing());
      observe(optedIn(contact, time.second().minusSeconds(1)));
      observe(optedOut(contact, time.second()));

      assertThat(grounds(needed)).isEqualTo(new OptedOut.Stopped(time.second()));
      assertThat(grounds(utility)).isEqualTo(new NoOptIn.NoneRecorded());
    }
  }

  @Nested
  class Enforcements {

    private Terms with(Enforcement enforcement, Reason... reasons) {
      Map<Reason, Enforcement> all =
          Stream.of(reasons).collect(Collectors.toMap(reason -> reason, reason -> enforcement));
      return terms(PricingModel.PER_MESSAGE, false, Category.MARKETING, TWO_A_DAY, all);
    }

    @Test
    void observedLetTheSendOutAndSayWhy() {
      observe(optedOut(contact, time.second()));

      Verdict.Admitted admitted = admitted(contact, with(Enforcement.OBSERVE, Reason.OPTED_OUT));

      assertThat(admitted.observed()).isEqualTo(new OptedOut.Stopped(time.second()));
      assertThat(admitted.reservation().observed()).isEqualTo(Reason.OPTED_OUT);
    }

    @Test
    void observedLeaveTheNextRulesInForce() {
      observe(optedOut(contact, time.second()));
      failed("wamid.A", 131049, time.second());

      assertThat(grounds(with(Enforcement.OBSERVE, Reason.OPTED_OUT)))
          .isInstanceOf(MarketingThrottled.CoolDown.class);
    }

    @Test
    void observedSayTheFirst() {
      observe(optedOut(contact, time.second()));
      failed("wamid.A", 131049, time.second());

      Terms both = with(Enforcement.OBSERVE, Reason.OPTED_OUT, Reason.MARKETING_THROTTLED);

      assertThat(admitted(contact, both).observed()).isInstanceOf(OptedOut.Stopped.class);
    }

    @Test
    void offSayNothing() {
      observe(optedOut(contact, time.second()));

      Verdict.Admitted admitted = admitted(contact, with(Enforcement.OFF, Reason.OPTED_OUT));

      assertThat(admitted.observed()).isNull();
      assertThat(admitted.reservation().observed()).isNull();
    }

    @Test
    void observedOfTheAllowanceCountOn() {
      Terms observed = with(Enforcement.OBSERVE, Reason.MARKETING_THROTTLED);
      Instant first = time.second();
      for (int i = 0; i < 3; i++) {
        assertThat(admitted(contact, observed).reservation().counted()).isTrue();
      }

      assertThat(admitted(contact, observed).observed())
          .isEqualTo(new MarketingThrottled.AllowanceUsed(3, first, first.plus(DAY)));
    }

    @Test
    void offOfTheAllowanceCountNothing() {
      Terms off = with(Enforcement.OFF, Reason.MARKETING_THROTTLED);
      for (int i = 0; i < 3; i++) {
        assertThat(admitted(contact, off).reservation().counted()).isFalse();
      }

      assertThat(grounds(MARKETING)).isNull();
    }
  }

  @Nested
  class Examinations {

    @Test
    void agreeWithAdmissionAndConsumeNothing() {
      Instant first = time.second();
      send("wamid.1", MARKETING);
      for (int i = 0; i < 5; i++) {
        assertThat(finding(examine(contact, MARKETING), Reason.MARKETING_THROTTLED).grounds())
            .isNull();
      }
      assertThat(state().marketing()).isEqualTo(new MarketingUse(1, first, null));
      send("wamid.2", MARKETING);

      LedgerExplanation examination = examine(contact, MARKETING);

      Grounds refused = grounds(MARKETING);
      assertThat(refused).isInstanceOf(MarketingThrottled.AllowanceUsed.class);
      assertThat(finding(examination, Reason.MARKETING_THROTTLED).grounds()).isEqualTo(refused);
      assertThat(examination.state().marketing())
          .isEqualTo(new MarketingUse(2, first, refused.possibleAt()));
    }

    @Test
    void lookAtEveryRuleEvenThoseThatAreOff() {
      observe(optedOut(contact, time.second()));
      failed("wamid.A", 131049, time.second());
      Terms off =
          Plain.terms(
              true,
              false,
              Duration.ZERO,
              true,
              TWO_A_DAY,
              Map.of(Reason.WINDOW_CLOSED, Enforcement.OFF, Reason.OPTED_OUT, Enforcement.OFF),
              MARKETING.billing());

      List<LedgerExplanation.Finding> findings = examine(contact, off).findings();

      assertThat(findings).extracting("reason").isEqualTo(Reason.JUDGED_BY_LEDGER);
      assertThat(findings).extracting("applies").containsOnly(true);
      assertThat(findings.get(0).grounds()).isNull();
      assertThat(findings.subList(1, 5)).extracting("grounds").doesNotContainNull();
    }

    @Test
    void sayWhichRulesDoNotConcernTheSend() {
      assertThat(examine(contact, UTILITY).findings())
          .extracting("applies")
          .containsExactly(true, false, false, false, false, true, true);
    }

    @Test
    void ofAContactNeverSeenSayNothing() {
      LedgerExplanation examination = examine(contact, UTILITY);

      assertThat(examination.state())
          .isEqualTo(
              new ContactState(
                  contact,
                  List.of(),
                  Window.UNKNOWN,
                  FreeEntryPoint.NONE,
                  Consent.NONE,
                  new MarketingUse(0, null, null),
                  new FirstResponse(null, null)));
      assertThat(examination.coveredSince()).isNull();
      assertThat(examination.now()).isBetween(time.now(), time.now().plus(SECOND));
    }

    @Test
    void sayTheNameOfAContactSeen() {
      inbound(time.second());

      assertThat(state().names()).containsExactly(contact);
      assertThat(state().contact()).isEqualTo(contact);
    }

    @Test
    void sayWhatASendWouldCost() {
      assertThat(examine(contact, UTILITY).charge()).isEqualTo(Charge.REGULAR);
      inbound(time.second());
      assertThat(examine(contact, UTILITY).charge()).isEqualTo(Charge.FREE_CUSTOMER_SERVICE);
    }

    private LedgerExplanation.Finding finding(LedgerExplanation examination, Reason reason) {
      return examination.findings().stream()
          .filter(finding -> finding.reason() == reason)
          .findFirst()
          .orElseThrow();
    }
  }
}
