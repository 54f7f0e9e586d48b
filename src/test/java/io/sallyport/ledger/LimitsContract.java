package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.PairRate;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How often a contact and a number may be sent to (platform-facts.md#throughput, #pair-rate). */
abstract class LimitsContract extends LedgerFixture {

  private static final Contact OTHER = new Contact("16505551299");

  LimitsContract(LedgerContract of) {
    super(of);
  }

  private static Terms at(Rates rates) {
    return at(rates, null, Map.of());
  }

  private static Terms at(
      Rates rates, @Nullable Marketing marketing, Map<Reason, Enforcement> enforcement) {
    Terms plain = marketing == null ? UTILITY : MARKETING;
    return new Terms(
        false, false, Duration.ZERO, false, marketing, enforcement, plain.billing(), rates);
  }

  private int admittedOf(int tries, Contact name, Terms terms) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      // A clock that is set by how long calls take goes back by some milliseconds, too.
      time.travel(i == 1 ? INSTANT : Duration.ZERO);
      admitted += admit(name, terms) instanceof Verdict.Admitted ? 1 : 0;
    }
    return admitted;
  }

  private void assertPossible(Grounds grounds, Duration after) {
    assertThat(grounds.possibleAt())
        .isCloseTo(time.now().plus(after), within(100, ChronoUnit.MILLIS));
  }

  @Nested
  class ThePairRate {

    @Test
    void letsFortyFiveGoAheadAndThenOneEverySixSeconds() {
      assertThat(admittedOf(50, contact, UTILITY)).isEqualTo(45);
      Grounds grounds = grounds(UTILITY);
      assertThat(grounds).isInstanceOf(PairRate.Exceeded.class);
      assertPossible(grounds, Duration.ofSeconds(6));
      assertThat(admittedOf(1, OTHER, UTILITY)).as("another contact").isEqualTo(1);

      time.travel(Duration.ofSeconds(5));
      assertThat(admittedOf(1, contact, UTILITY)).isZero();
      time.travel(Duration.ofSeconds(2));
      assertThat(admittedOf(3, contact, UTILITY)).isEqualTo(1);
      time.travel(Duration.ofHours(1));
      assertThat(admittedOf(50, contact, UTILITY)).isEqualTo(45);
    }

    @Test
    void isOneForAllNamesOfAContact() {
      inbound(names(PHONE, USER), time.second());

      assertThat(admittedOf(30, PHONE, UTILITY) + admittedOf(30, USER, UTILITY)).isEqualTo(45);
    }

    @Test
    void isGivenBackByASendThatDidNotHappen() {
      admittedOf(44, contact, UTILITY);
      time.travel(INSTANT);
      Reservation last = reserved(UTILITY);
      assertThat(grounds(UTILITY)).isInstanceOf(PairRate.Exceeded.class);

      done(ledger.release(last));
      time.travel(INSTANT);

      assertThat(admittedOf(2, contact, UTILITY)).isEqualTo(1);
    }

    @Test
    void isNotGivenBackWhenMetaCountedTheSend() {
      admittedOf(44, contact, UTILITY);
      time.travel(INSTANT);

      done(ledger.release(reserved(UTILITY).withoutTokens()));

      assertThat(admittedOf(1, contact, UTILITY)).isZero();
    }

    @Test
    void isNotTakenByARefusal() {
      admittedOf(60, contact, FREE_FORM);

      assertThat(admittedOf(50, contact, UTILITY)).isEqualTo(45);
    }

    @Test
    void canBeObservedAndOff() {
      Terms observed = at(Rates.DEFAULT, null, Map.of(Reason.PAIR_RATE, Enforcement.OBSERVE));
      Terms off = at(Rates.DEFAULT, null, Map.of(Reason.PAIR_RATE, Enforcement.OFF));
      assertThat(admittedOf(50, OTHER, off)).isEqualTo(50);
      time.travel(SECOND);
      assertThat(admittedOf(45, OTHER, UTILITY)).isEqualTo(45);

      assertThat(admitted(OTHER, observed).observed()).isInstanceOf(PairRate.Exceeded.class);
    }

    @Test
    void isExplained() {
      admittedOf(45, contact, UTILITY);

      assertThat(examine(contact, UTILITY).findings())
          .filteredOn(finding -> finding.reason() == Reason.PAIR_RATE)
          .allMatch(finding -> finding.grounds() instanceof PairRate.Exceeded)
          .hasSize(1);
    }
  }

  @Nested
  class Throughput {

    private final Rates ten = new Rates(10, true, 0);
    private int contacts;

    private int admittedOf(int tries, Terms terms) {
      int admitted = 0;
      for (int i = 0; i < tries; i++) {
        time.travel(i == 1 ? INSTANT : Duration.ZERO);
        Contact next = new Contact(String.format("1650556%04d", contacts++));
        admitted += LimitsContract.this.admittedOf(1, next, terms);
      }
      return admitted;
    }

    @Test
    void isASecondsWorthAndThenByTime() {
      assertThat(admittedOf(20, at(ten))).isEqualTo(10);
      Grounds grounds = grounds(at(ten));
      assertThat(grounds)
          .isInstanceOfSatisfying(
              io.sallyport.rule.Throughput.Exceeded.class,
              it -> assertThat(it.perSecond()).isEqualTo(10));
      assertPossible(grounds, Duration.ofMillis(100));

      time.travel(Duration.ofMillis(350));
      assertThat(admittedOf(10, at(ten))).isEqualTo(3);
      time.travel(Duration.ofSeconds(60));
      assertThat(admittedOf(20, at(ten))).isEqualTo(10);
    }

    @Test
    void countsWhatComesIn() {
      admittedOf(4, at(ten));
      time.travel(Duration.ofMinutes(1));
      for (int i = 0; i < 4; i++) {
        inbound(Names.of(OTHER), time.second());
      }

      assertThat(admittedOf(20, at(ten))).isEqualTo(6);
    }

    @Test
    void doesNotCountWhatCameInLongAgoNorCallsNorImports() {
      admittedOf(1, at(ten));
      time.travel(Duration.ofMinutes(1));
      inbound(Names.of(OTHER), time.second().minusSeconds(30));
      inbound(Names.of(OTHER), time.second(), Via.CALL);
      inbound(Names.of(OTHER), time.second(), Via.IMPORT);

      assertThat(admittedOf(20, at(ten))).isEqualTo(10);
    }

    @Test
    void isGivenBackByASendThatDidNotHappen() {
      admittedOf(9, at(ten));
      done(ledger.release(reserved(at(ten))));
      time.travel(INSTANT);

      assertThat(admittedOf(5, at(ten))).isEqualTo(1);
    }

    @Test
    void isRaisedByMetaUnlessItIsFixed() {
      done(updates.observe(new NumberNews.Throughput(number, time.second(), "TIER_UNLIMITED")));

      assertThat(admittedOf(200, at(new Rates(10, false, 0)))).isEqualTo(200);
      time.travel(Duration.ofMinutes(1));
      assertThat(admittedOf(20, at(ten))).isEqualTo(10);
    }
  }

  @Nested
  class TheMarketingRate {

    private final Terms slow = at(new Rates(80, true, 0.5), TWO_A_DAY, Map.of());

    @Test
    void isTheNumbers() {
      assertThat(admittedOf(1, contact, slow)).isEqualTo(1);
      Grounds grounds = grounds(OTHER, slow);
      assertThat(grounds).isInstanceOf(MarketingThrottled.MarketingRate.class);
      assertThat(grounds.reason()).isEqualTo(Reason.MARKETING_THROTTLED);
      assertPossible(grounds, Duration.ofSeconds(2));
      assertThat(admittedOf(1, OTHER, UTILITY)).as("not marketing").isEqualTo(1);

      time.travel(Duration.ofMillis(2_100));
      assertThat(admittedOf(1, OTHER, slow)).isEqualTo(1);
    }

    @Test
    void countsInAnOpenWindowToo() {
      Instant now = time.second();
      inbound(Names.of(contact), now);
      inbound(Names.of(OTHER), now);

      assertThat(admittedOf(1, contact, slow)).isEqualTo(1);
      assertThat(grounds(OTHER, slow)).isInstanceOf(MarketingThrottled.MarketingRate.class);
    }

    @Test
    void isGivenBack() {
      done(ledger.release(reserved(slow)));
      time.travel(INSTANT);

      assertThat(admittedOf(1, OTHER, slow)).isEqualTo(1);
    }
  }

  @Nested
  class QuietHoursAndCountries {

    private final Instant evening = time.second().plus(Duration.ofHours(8));
    private final SendContext quiet = new SendContext(null, evening, null);
    private final SendContext blocked = new SendContext("US", null, null);

    private @Nullable Grounds grounds(Terms terms, SendContext context) {
      return done(ledger.admit(number, contact, terms, context)) instanceof Verdict.Refused refused
          ? refused.grounds()
          : null;
    }

    @Test
    void holdMarketingOutsideAWindowBackUntilTheirEnd() {
      assertThat(grounds(MARKETING, quiet)).isEqualTo(new MarketingThrottled.Quiet(evening));
      assertThat(grounds(UTILITY, quiet)).isNull();
      inbound(time.second());
      assertThat(grounds(MARKETING, quiet)).isNull();
    }

    @Test
    void areToldUnlessSomethingLastsLonger() {
      send("wamid.A", MARKETING);
      send("wamid.B", MARKETING);

      assertThat(grounds(MARKETING, quiet)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);
      Instant later = time.second().plus(Duration.ofHours(30));
      assertThat(grounds(MARKETING, new SendContext(null, later, null)))
          .isEqualTo(new MarketingThrottled.Quiet(later));
    }

    @Test
    void ofABlockedCountryNoMarketingGoesToEvenInAWindow() {
      inbound(time.second());

      assertThat(grounds(MARKETING, blocked))
          .isEqualTo(new MarketingThrottled.BlockedCountry("US"));
      assertThat(grounds(UTILITY, blocked)).isNull();
    }
  }
}
