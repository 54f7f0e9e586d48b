package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.PricingModel;
import io.sallyport.pricing.SpendCount;
import io.sallyport.rule.Terms;
import io.sallyport.rule.WindowClosed;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must know of prices. */
abstract class MoneyContract extends LedgerFixture {

  private static final Duration THREE_DAYS = Duration.ofDays(3);

  MoneyContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class FreeEntryPoints {

    private Instant at = time.second();

    private FreeEntryPoint pending(Instant until) {
      return new FreeEntryPoint(FreeEntryPoint.State.PENDING, until);
    }

    private FreeEntryPoint open(Instant until) {
      return new FreeEntryPoint(FreeEntryPoint.State.OPEN, until);
    }

    private List<Effect> priced(String wamid, Price.Kind kind, @Nullable Instant end) {
      return observe(
          Plain.reported(
              number, Names.of(contact), time.second(), wamid, true, new Price(kind, null), end));
    }

    /** Meta's own example (platform-facts.md#free-entry-point). */
    @Test
    void lastThreeDaysFromTheAnswerWhateverTheWindowDoes() {
      Instant ten = Instant.parse("2026-11-12T10:00:00Z");
      time.standAt(ten, INSTANT);
      fromAd(names(contact), ten);
      assertThat(state().freeEntryPoint()).isEqualTo(pending(ten.plus(DAY)));
      Instant twentyTwo = Instant.parse("2026-11-12T22:00:00Z");
      time.standAt(twentyTwo, INSTANT);

      Verdict.Admitted reply = send("wamid.A", MARKETING);

      assertThat(reply.charge()).isEqualTo(Charge.FREE_ENTRY_POINT);
      assertThat(state().freeEntryPoint()).isEqualTo(open(twentyTwo.plus(THREE_DAYS)));
      assertThat(window().expiresAt()).isEqualTo(ten.plus(DAY));
      time.standAt(ten.plus(DAY), INSTANT);
      assertThat(grounds(FREE_FORM)).isInstanceOf(WindowClosed.Closed.class);
      time.standAt(twentyTwo.plus(THREE_DAYS), SECOND.negated());
      assertThat(send("wamid.B", UTILITY).charge()).isEqualTo(Charge.FREE_ENTRY_POINT);
      time.standAt(twentyTwo.plus(THREE_DAYS), INSTANT);
      assertThat(send("wamid.C", UTILITY).charge()).isEqualTo(Charge.REGULAR);
      assertThat(state().freeEntryPoint()).isEqualTo(FreeEntryPoint.NONE);
    }

    @Test
    void passWithoutAnAnswerWithinADay() {
      fromAd(names(contact), at);
      time.standAt(at.plus(DAY), SECOND.negated());
      assertThat(state().freeEntryPoint()).isEqualTo(pending(at.plus(DAY)));

      time.standAt(at.plus(DAY), INSTANT);

      assertThat(send("wamid.A", UTILITY).charge()).isEqualTo(Charge.REGULAR);
      assertThat(state().freeEntryPoint()).isEqualTo(FreeEntryPoint.NONE);
    }

    @Test
    void areNotProlongedByTheNextSend() {
      fromAd(names(contact), at);
      send("wamid.A", UTILITY);
      time.travel(HOUR);

      send("wamid.B", UTILITY);

      assertThat(state().freeEntryPoint()).isEqualTo(open(at.plus(THREE_DAYS)));
    }

    @Test
    void areNotProlongedByMoreSendsThanAreRemembered() {
      fromAd(names(contact), at);
      for (int i = 0; i < 12; i++) {
        send("wamid." + i, UTILITY);
        time.travel(HOUR);
      }

      assertThat(state().freeEntryPoint()).isEqualTo(open(at.plus(THREE_DAYS)));
    }

    @Test
    void openAnewByTheAnswerToAnotherAd() {
      fromAd(names(contact), at);
      send("wamid.A", UTILITY);
      time.travel(Duration.ofHours(60));
      Instant again = time.second();
      fromAd(names(contact), again);

      send("wamid.B", UTILITY);

      assertThat(state().freeEntryPoint()).isEqualTo(open(again.plus(THREE_DAYS)));
    }

    @Test
    void areNotPendingAfterAnAnswerHeardOfBefore() {
      send("wamid.A", UTILITY);

      fromAd(names(contact), at.minus(HOUR));

      assertThat(state().freeEntryPoint()).isEqualTo(open(at.plus(THREE_DAYS)));
    }

    @Test
    void areNotOpenedByWhatWasSentBeforeTheAd() {
      send("wamid.A", UTILITY);

      fromAd(names(contact), at.plusSeconds(1));
      time.travel(SECOND);

      assertThat(state().freeEntryPoint()).isEqualTo(pending(at.plusSeconds(1).plus(DAY)));
    }

    @Test
    void endWhenMetaSays() {
      fromAd(names(contact), at);
      send("wamid.A", UTILITY);
      Instant end = at.plus(THREE_DAYS).plusSeconds(7);

      priced("wamid.A", Price.Kind.FREE_ENTRY_POINT, end);
      priced("wamid.A", Price.Kind.FREE_ENTRY_POINT, end.minusSeconds(60));

      assertThat(state().freeEntryPoint()).isEqualTo(open(end));
    }

    @Test
    void areKnownFromMetasPriceOfAMessageNoAdAnnounced() {
      send("wamid.A", UTILITY);
      time.travel(HOUR);

      assertThat(priced("wamid.A", Price.Kind.FREE_ENTRY_POINT, null))
          .containsExactly(new Effect.Priced(number, Charge.REGULAR, false));

      assertThat(state().freeEntryPoint()).isEqualTo(open(at.plus(THREE_DAYS)));
      time.travel(DAY.multipliedBy(4));
      priced("wamid.A", Price.Kind.FREE_ENTRY_POINT, null);
      assertThat(state().freeEntryPoint()).as("read much later").isEqualTo(FreeEntryPoint.NONE);
    }

    @Test
    void areNotOpenedByAMessageThatFailedAfterAll() {
      send("wamid.A", UTILITY);
      observe(
          Plain.reported(
              number,
              Names.of(contact),
              at,
              "wamid.A",
              false,
              new Price(Price.Kind.FREE_ENTRY_POINT, null),
              null));
      assertThat(state().freeEntryPoint().state()).isEqualTo(FreeEntryPoint.State.OPEN);

      failed("wamid.A", 131026, at);

      assertThat(state().freeEntryPoint()).isEqualTo(FreeEntryPoint.NONE);
    }

    @Test
    void areDeniedByMetasPrice() {
      for (Price.Kind kind : List.of(Price.Kind.REGULAR, Price.Kind.FREE)) {
        contact = new Contact("1650555100" + kind.ordinal());
        fromAd(names(contact), at);
        assertThat(send("wamid.A", UTILITY).charge()).isEqualTo(Charge.FREE_ENTRY_POINT);

        assertThat(priced("wamid.A", kind, null))
            .containsExactly(
                new Effect.Priced(number, Charge.FREE_ENTRY_POINT, kind == Price.Kind.REGULAR));

        assertThat(state().freeEntryPoint()).isEqualTo(FreeEntryPoint.NONE);
      }
    }

    @Test
    void areDeniedToAnAdHeardOfLater() {
      send("wamid.A", UTILITY);
      priced("wamid.A", Price.Kind.REGULAR, null);

      fromAd(names(contact), at.minus(HOUR));

      assertThat(state().freeEntryPoint()).isEqualTo(FreeEntryPoint.NONE);
    }

    @Test
    void waitForAnotherAnswerWhenTheFirstFails() {
      fromAd(names(contact), at);
      send("wamid.A", UTILITY);
      time.travel(HOUR);
      failed("wamid.A", 131026, time.second());
      assertThat(state().freeEntryPoint()).isEqualTo(pending(at.plus(DAY)));

      Instant later = time.second();
      send("wamid.B", UTILITY);

      assertThat(state().freeEntryPoint()).isEqualTo(open(later.plus(THREE_DAYS)));
    }

    @Test
    void startWithTheSecondAnswerWhenTheFirstFails() {
      fromAd(names(contact), at);
      send("wamid.A", UTILITY);
      time.travel(HOUR);
      send("wamid.B", UTILITY);

      failed("wamid.A", 131026, time.second());

      assertThat(state().freeEntryPoint()).isEqualTo(open(at.plus(HOUR).plus(THREE_DAYS)));
    }

    @Test
    void giveNoPermission() {
      fromAd(names(contact), at);
      send("wamid.A", UTILITY);
      time.standAt(at.plus(DAY), INSTANT);

      assertThat(state().freeEntryPoint().state()).isEqualTo(FreeEntryPoint.State.OPEN);
      assertThat(grounds(FREE_FORM)).isInstanceOf(WindowClosed.Closed.class);
    }
  }

  @Nested
  class Prices {

    private final Instant at = time.second();
    private final LocalDate today = LocalDate.of(2026, 11, 10);

    private Terms template(PricingModel model, Category category) {
      return terms(model, false, category, null, Map.of());
    }

    private Terms freeForm(PricingModel model) {
      return Plain.terms(
          true, true, Duration.ZERO, false, null, Map.of(), model.billing(Category.SERVICE));
    }

    private SpendCount count(
        Category category, int messages, int billable, int expected, int priced) {
      return new SpendCount(
          today, category, contact.country(), messages, billable, expected, priced);
    }

    private List<SpendCount> spend() {
      return done(records.spend(number, today, today));
    }

    @Test
    void ofConversationsAreChargedOncePerCategoryAndDay() {
      Terms marketing = template(PricingModel.CONVERSATION, Category.MARKETING);
      Terms utility = template(PricingModel.CONVERSATION, Category.UTILITY);
      time.standAt(Instant.parse("2026-11-10T00:00:00Z"), INSTANT);
      Instant zero = time.now();
      assertThat(send("wamid.A", marketing).charge()).isEqualTo(Charge.REGULAR);
      time.travel(HOUR.multipliedBy(4));
      assertThat(send("wamid.B", utility).charge()).isEqualTo(Charge.REGULAR);
      time.travel(HOUR.multipliedBy(6));
      assertThat(send("wamid.C", utility).charge()).isEqualTo(Charge.IN_CONVERSATION);

      assertThat(spend())
          .containsExactlyInAnyOrder(
              count(Category.MARKETING, 1, 1, 1, 0), count(Category.UTILITY, 2, 1, 1, 0));
      time.standAt(zero.plus(DAY), INSTANT);
      assertThat(examine(contact, marketing).charge()).isEqualTo(Charge.REGULAR);
      assertThat(examine(contact, utility).charge()).isEqualTo(Charge.IN_CONVERSATION);
      time.travel(HOUR.multipliedBy(4));
      assertThat(examine(contact, utility).charge()).isEqualTo(Charge.REGULAR);
    }

    @Test
    void ofAConversationThatFailedToOpenAreChargedAgain() {
      Terms utility = template(PricingModel.CONVERSATION, Category.UTILITY);
      send("wamid.A", utility);
      failed("wamid.A", 131026, at);

      assertThat(send("wamid.B", utility).charge()).isEqualTo(Charge.REGULAR);
      assertThat(send("wamid.C", utility).charge()).isEqualTo(Charge.IN_CONVERSATION);
      failed("wamid.C", 131026, at);
      assertThat(send("wamid.D", utility).charge()).isEqualTo(Charge.IN_CONVERSATION);
    }

    @Test
    void perMessageDependOnTheWindow() {
      assertThat(send("wamid.A", UTILITY).charge()).isEqualTo(Charge.REGULAR);
      inbound(at);

      assertThat(send("wamid.B", UTILITY).charge()).isEqualTo(Charge.FREE_CUSTOMER_SERVICE);
      assertThat(send("wamid.C", FREE_FORM).charge()).isEqualTo(Charge.FREE_CUSTOMER_SERVICE);
      assertThat(send("wamid.D", MARKETING).charge()).isEqualTo(Charge.REGULAR);
      assertThat(spend())
          .containsExactlyInAnyOrder(
              count(Category.UTILITY, 2, 1, 1, 0),
              count(Category.SERVICE, 1, 0, 0, 0),
              count(Category.MARKETING, 1, 1, 1, 0));
    }

    @Test
    void ofServiceStartAfterAThousandFreeMessagesOfAMonth() {
      Terms service = freeForm(PricingModel.PER_MESSAGE_SERVICE);
      inbound(at);
      for (int i = 0; i < 999; i++) {
        send("wamid." + i, service);
        time.travel(Duration.ofSeconds(6)); // the pair rate
      }
      assertThat(send("wamid.999", service).charge()).isEqualTo(Charge.FREE_QUOTA);
      assertThat(send("wamid.1000", service).charge()).isEqualTo(Charge.REGULAR);
      assertThat(spend()).containsExactly(count(Category.SERVICE, 1001, 1, 1, 0));

      failed("wamid.999", 131026, at);
      assertThat(send("wamid.1001", service).charge()).isEqualTo(Charge.FREE_QUOTA);
      time.standAt(Instant.parse("2026-12-01T00:00:00Z"), SECOND);
      assertThat(examine(contact, service).charge()).isEqualTo(Charge.FREE_QUOTA);
    }

    @Test
    void areCorrectedByMetaOnce() {
      send("wamid.A", UTILITY);
      assertThat(spend()).containsExactly(count(Category.UTILITY, 1, 1, 1, 0));
      Price price = new Price(Price.Kind.FREE, null);

      assertThat(reported("wamid.A", false, price))
          .containsExactly(new Effect.Priced(number, Charge.REGULAR, false));
      assertThat(spend()).containsExactly(count(Category.UTILITY, 1, 0, 1, 1));
      assertThat(reported("wamid.A", true, price)).isEmpty();
      assertThat(reported("wamid.A", true, price)).isEmpty();
      assertThat(spend()).containsExactly(count(Category.UTILITY, 1, 0, 1, 1));
    }

    @Test
    void areConfirmedByMeta() {
      send("wamid.A", UTILITY);
      reported("wamid.A", true, new Price(Price.Kind.REGULAR, Category.UTILITY));

      assertThat(spend()).containsExactly(count(Category.UTILITY, 1, 1, 1, 1));
    }

    @Test
    void areChargedByMetaThoughThoughtFree() {
      inbound(at);
      send("wamid.A", UTILITY);
      reported("wamid.A", true, new Price(Price.Kind.REGULAR, null));

      assertThat(spend()).containsExactly(count(Category.UTILITY, 1, 1, 0, 1));
    }

    @Test
    void areOfTheCategoryMetaSays() {
      send("wamid.A", UTILITY);
      reported("wamid.A", false, new Price(Price.Kind.REGULAR, Category.MARKETING));
      assertThat(spend())
          .containsExactlyInAnyOrder(
              count(Category.MARKETING, 1, 1, 0, 1), count(Category.UTILITY, 0, 0, 1, 0));

      failed("wamid.A", 131026, at);
      assertThat(spend()).isEmpty();
    }

    @Test
    void ofFailedSendsAreNone() {
      for (Price.Kind kind : Price.Kind.values()) {
        send("wamid.free" + kind, UTILITY);
        reported("wamid.free" + kind, false, new Price(kind, null));
        failed("wamid.free" + kind, 131026, at);
      }
      inbound(at);
      send("wamid.A", UTILITY);
      reported("wamid.A", false, new Price(Price.Kind.REGULAR, null));
      failed("wamid.A", 131026, at);
      failed("wamid.A", 131026, at);
      send("wamid.B", MARKETING);
      failed("wamid.B", 131049, at);

      assertThat(spend()).isEmpty();
    }

    @Test
    void ofFailedSendsAreNotConfirmedEither() {
      Price price = new Price(Price.Kind.REGULAR, null);
      send("wamid.A", UTILITY);
      send("wamid.B", UTILITY);
      reported("wamid.A", false, price);

      failed("wamid.A", 131026, at);

      assertThat(spend()).containsExactly(count(Category.UTILITY, 1, 1, 1, 0));
    }

    @Test
    void areOfTheDayOfAdmission() {
      time.standAt(Instant.parse("2026-11-30T23:59:59Z"), INSTANT);
      Reservation late = reserved(UTILITY);
      time.travel(Duration.ofSeconds(5));
      commit(late, "wamid.A");
      reported("wamid.A", true, new Price(Price.Kind.FREE, null));

      LocalDate last = LocalDate.of(2026, 11, 30);
      assertThat(done(records.spend(number, last, last)))
          .containsExactly(new SpendCount(last, Category.UTILITY, contact.country(), 1, 0, 1, 1));
      assertThat(done(records.spend(number, last.plusDays(1), last.plusDays(40)))).isEmpty();
      assertThat(done(records.spend(number, last.minusDays(40), last.minusDays(1)))).isEmpty();
      assertThat(done(records.spend(number, last.minusMonths(3), last.plusMonths(1)))).hasSize(1);
    }

    @Test
    void ofNothingSentAreNone() {
      done(ledger.release(reserved(MARKETING)));
      reserved(UTILITY);

      assertThat(spend()).isEmpty();
    }
  }
}
