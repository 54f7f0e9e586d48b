package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Terms;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must allow of marketing. */
abstract class MarketingContract extends LedgerFixture {

  MarketingContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class MarketingAllowance {

    @Test
    void refusesTheThirdUntilTheConversationEnds() {
      Instant first = time.second();
      send("wamid.1", MARKETING);
      time.travel(Duration.ofHours(5));
      send("wamid.2", MARKETING);

      assertThat(grounds(MARKETING))
          .isEqualTo(new MarketingThrottled.AllowanceUsed(2, first, first.plus(DAY)));
      time.standAt(first.plus(DAY), SECOND.negated());
      assertThat(grounds(MARKETING)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);

      time.standAt(first.plus(DAY), INSTANT);
      send("wamid.3", MARKETING);
      send("wamid.4", MARKETING);
      assertThat(grounds(MARKETING))
          .isEqualTo(
              new MarketingThrottled.AllowanceUsed(2, first.plus(DAY), first.plus(DAY).plus(DAY)));
    }

    @Test
    void isNotTouchedByARefusal() {
      send("wamid.1", MARKETING);
      send("wamid.2", MARKETING);
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
      assertThat(grounds(threeDays)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);

      inbound(last);
      assertThat(reserved(threeDays).counted()).isTrue();
      assertThat(reserved(threeDays).counted()).isTrue();
      assertThat(grounds(threeDays))
          .isEqualTo(
              new MarketingThrottled.AllowanceUsed(
                  2, last.plus(DAY), last.plus(DAY.multipliedBy(4))));
    }

    @Test
    void doesNotStartAnewWithAReplyWhenPolicySaysSo() {
      Terms strict = marketing(new Marketing(1, Duration.ofDays(7), false, Duration.ZERO));
      reserved(strict);
      inbound(time.second());

      time.travel(DAY);

      assertThat(grounds(strict)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);
    }

    @Test
    void isNotUsedInAnOpenWindow() {
      inbound(time.second());
      for (int i = 0; i < 5; i++) {
        assertThat(reserved(MARKETING).counted()).isFalse();
      }

      time.travel(DAY);

      assertThat(reserved(MARKETING).counted()).isTrue();
      assertThat(reserved(MARKETING).counted()).isTrue();
      assertThat(grounds(MARKETING)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);
    }

    @Test
    void isGivenBackByASendThatDidNotHappen() {
      send("wamid.1", MARKETING);
      Reservation second = reserved(MARKETING);
      assertThat(grounds(MARKETING)).isNotNull();

      done(ledger.release(second));
      done(ledger.release(second));

      assertThat(reserved(MARKETING).counted()).isTrue();
      assertThat(grounds(MARKETING)).isNotNull();
    }

    @Test
    void isGivenBackOnceByASendReportedFailed() {
      send("wamid.1", MARKETING);
      send("wamid.2", MARKETING);

      failed("wamid.1", 131026, time.second());
      failed("wamid.1", 131026, time.second());

      assertThat(reserved(MARKETING).counted()).isTrue();
      assertThat(grounds(MARKETING)).isNotNull();
    }

    @Test
    void isGivenBackByAFailureThatBeatsTheAnswer() {
      send("wamid.1", MARKETING);
      Reservation second = reserved(MARKETING);

      failed("wamid.2", 131026, time.second());
      assertThat(grounds(MARKETING)).isNotNull();
      commit(second, "wamid.2");

      assertThat(reserved(MARKETING).counted()).isTrue();
      assertThat(grounds(MARKETING)).isNotNull();
    }

    @Test
    void isHeldByASendOfWhichNothingIsHeard() {
      reserved(MARKETING);
      reserved(MARKETING);

      time.travel(DAY.minus(SECOND));

      assertThat(grounds(MARKETING)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);
    }

    @Test
    void keepsTheGapBetweenSends() {
      Terms spaced = marketing(new Marketing(5, DAY, true, Duration.ofHours(2)));
      Instant first = time.second();
      reserved(spaced);

      assertThat(grounds(spaced))
          .isEqualTo(new MarketingThrottled.TooSoon(first.plus(Duration.ofHours(2))));
      time.standAt(first.plus(Duration.ofHours(2)), INSTANT);
      assertThat(reserved(spaced).counted()).isTrue();
    }

    @Test
    void ofNoneSendsNone() {
      Terms none = marketing(new Marketing(0, DAY, true, Duration.ZERO));

      assertThat(grounds(none)).isEqualTo(new MarketingThrottled.AllowanceUsed(0, null, null));
      inbound(time.second());
      assertThat(grounds(none)).isNull();
    }

    @Test
    void doesNotConcernOtherTemplates() {
      send("wamid.1", MARKETING);
      send("wamid.2", MARKETING);

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
            .isEqualTo(
                new MarketingThrottled.CoolDown(
                    failedAt, failedAt.plus(Duration.ofHours(hours[i]))));
      }
    }

    @Test
    void countsAMessageOnceHoweverOftenItIsReported() {
      Instant at = time.second();
      failed("wamid.1", 131049, at);
      failed("wamid.1", 131049, at);
      failed("wamid.1", 131049, at.plusSeconds(5));

      assertThat(grounds(MARKETING)).isEqualTo(new MarketingThrottled.CoolDown(at, at.plus(DAY)));
    }

    @Test
    void comesToTheSameInAnyOrder() {
      Instant at = time.second();
      failed("wamid.2", 131049, at.plusSeconds(10));
      failed("wamid.1", 131049, at);

      assertThat(grounds(MARKETING))
          .isEqualTo(
              new MarketingThrottled.CoolDown(
                  at.plusSeconds(10), at.plusSeconds(10).plus(Duration.ofHours(48))));
    }

    @Test
    void isClearedByAMessageOfTheContactButNotByAnOlderOne() {
      Instant at = time.second();
      failed("wamid.1", 131049, at);

      inbound(at.minusSeconds(1));
      assertThat(grounds(MARKETING)).isInstanceOf(MarketingThrottled.CoolDown.class);
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

      assertThat(grounds(MARKETING))
          .isEqualTo(new MarketingThrottled.CoolDown(later, later.plus(DAY)));
    }

    @Test
    void restsMarketingOnly() {
      failed("wamid.1", 131049, time.second());

      assertThat(admit(UTILITY)).isInstanceOf(Verdict.Admitted.class);
    }
  }
}
