package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.PricingModel;
import io.sallyport.pricing.SpendCount;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.Terms;
import io.sallyport.rule.WindowClosed;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must know of groups: each participant is a charge, a send settles once. */
abstract class GroupsContract extends LedgerFixture {

  GroupsContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class Groups {

    private static final Price CHARGED = new Price(Price.Kind.REGULAR, Category.UTILITY);
    private static final Contact AMERICAN = new Contact("16505550101");
    private static final Contact BRAZILIAN = new Contact("BR.13491208655302741918");

    private final Instant at = time.second();
    private final LocalDate today = at.atOffset(ZoneOffset.UTC).toLocalDate();

    @BeforeEach
    void aGroup() {
      contact = new Contact("Y2FwaV9ncm91cDoxNzA1NTU1MDEzOQ==");
    }

    private SpendCount row(
        Category category, @Nullable String country, int all, int billable, int expected, int by) {
      return new SpendCount(today, category, country, all, billable, expected, by);
    }

    private SpendCount utility(@Nullable String country, int billable, int priced) {
      return row(Category.UTILITY, country, 1, billable, 1, priced);
    }

    private List<SpendCount> spend() {
      return done(records.spend(number, today, today));
    }

    private Observation told(
        @Nullable Contact participant, boolean delivered, @Nullable Price price) {
      return new Observation.SendReported(
          number, Names.of(contact), time.second(), "wamid.A", delivered, price, null, participant);
    }

    private Observation lost(@Nullable Contact participant) {
      return new Observation.SendFailed(
          number, Names.of(contact), time.second(), "wamid.A", 131026, participant);
    }

    @Test
    void areOneMessageUntilAParticipantIsHeardOf() {
      assertThat(send("wamid.A", UTILITY).charge()).isEqualTo(Charge.REGULAR);
      assertThat(spend()).containsExactly(utility(null, 1, 0));

      assertThat(observe(told(null, false, CHARGED)))
          .containsExactly(new Effect.Priced(number, Charge.REGULAR, true));
      assertThat(spend()).containsExactly(utility(null, 1, 1));
    }

    @Test
    void areChargedForEachParticipantOnce() {
      send("wamid.A", UTILITY);

      assertThat(observe(told(AMERICAN, true, CHARGED)))
          .containsExactly(new Effect.Priced(number, Charge.REGULAR, true));
      assertThat(spend()).containsExactly(utility("US", 1, 1));
      assertThat(observe(told(BRAZILIAN, true, CHARGED), told(BRAZILIAN, true, null)))
          .containsExactly(new Effect.Priced(number, Charge.REGULAR, true));
      assertThat(observe(told(AMERICAN, true, CHARGED), told(BRAZILIAN, true, CHARGED))).isEmpty();

      assertThat(spend()).containsExactlyInAnyOrder(utility("US", 1, 1), utility("BR", 1, 1));
    }

    @Test
    void areChargedForTwoOfOneCountryTwice() {
      send("wamid.A", UTILITY);

      observe(told(AMERICAN, true, CHARGED), told(NEW_PHONE, true, CHARGED));

      assertThat(spend()).containsExactly(row(Category.UTILITY, "US", 2, 2, 2, 2));
    }

    @Test
    void areChargedTheSameInAnyOrder() {
      Price free = new Price(Price.Kind.FREE, Category.UTILITY);
      List<Observation> all =
          List.of(
              told(null, false, CHARGED),
              told(AMERICAN, true, CHARGED),
              told(AMERICAN, true, null),
              told(BRAZILIAN, true, free),
              lost(NEW_PHONE),
              lost(BRAZILIAN),
              told(NEW_USER, false, CHARGED));
      for (int seed = 0; seed < 60; seed++) {
        number = "n" + seed + "-" + at.getEpochSecond();
        send("wamid.A", UTILITY);
        List<Observation> some = new ArrayList<>();
        all.forEach(one -> some.add(again(one)));
        all.forEach(one -> some.add(again(one)));
        Collections.shuffle(some, new Random(seed));

        some.forEach(one -> observe(one));

        assertThat(spend())
            .as("seed %d", seed)
            .containsExactlyInAnyOrder(utility("US", 1, 1), utility("BR", 0, 1));
      }
    }

    /** The same of this number. */
    private Observation again(Observation one) {
      if (one instanceof Observation.SendFailed failed) {
        return lost(failed.participant());
      }
      Observation.SendReported reported = (Observation.SendReported) one;
      return told(reported.participant(), reported.delivered(), reported.price());
    }

    @Test
    void areChargedByTheWordOnAllWhereAParticipantHasNone() {
      send("wamid.A", UTILITY);
      observe(told(AMERICAN, true, null), told(NEW_PHONE, true, null));
      assertThat(spend()).containsExactly(row(Category.UTILITY, "US", 2, 2, 2, 0));

      assertThat(observe(told(null, false, new Price(Price.Kind.FREE, null))))
          .containsExactly(
              new Effect.Priced(number, Charge.REGULAR, false),
              new Effect.Priced(number, Charge.REGULAR, false));

      assertThat(spend()).containsExactly(row(Category.UTILITY, "US", 2, 0, 2, 2));
    }

    @Test
    void areOfTheCategoryMetaSays() {
      send("wamid.A", UTILITY);
      observe(told(AMERICAN, true, new Price(Price.Kind.REGULAR, Category.MARKETING)));

      assertThat(spend())
          .containsExactlyInAnyOrder(
              row(Category.MARKETING, "US", 1, 1, 0, 1), row(Category.UTILITY, "US", 0, 0, 1, 0));
    }

    @Test
    void costNothingWhereNobodyGotIt() {
      send("wamid.A", UTILITY);
      observe(lost(AMERICAN), lost(BRAZILIAN));
      assertThat(spend()).isEmpty();

      send("wamid.B", UTILITY);
      failed("wamid.B", 131026, at);
      failed("wamid.B", 131026, at);
      assertThat(spend()).isEmpty();
    }

    @Test
    void takeOfTheFreeMessagesForEachParticipant() {
      Terms service =
          Plain.terms(
              false,
              true,
              Duration.ZERO,
              false,
              null,
              java.util.Map.of(),
              PricingModel.PER_MESSAGE_SERVICE.billing(Category.SERVICE));
      assertThat(send("wamid.A", service).charge()).isEqualTo(Charge.FREE_QUOTA);
      Price free = new Price(Price.Kind.FREE, null);
      for (int i = 0; i < 999; i++) {
        observe(told(new Contact("1650555" + (1000 + i)), true, free));
      }
      assertThat(send("wamid.B", service).charge()).isEqualTo(Charge.FREE_QUOTA);
      assertThat(send("wamid.C", service).charge()).isEqualTo(Charge.REGULAR);
    }

    @Test
    void areAnsweredOnceWhoeverGetsIt() {
      inbound(at);
      time.travel(HOUR);
      send("wamid.A", UTILITY);
      Instant waited = state().firstResponse().waitingSince();

      assertThat(waited).isNull();
      assertThat(observe(told(AMERICAN, true, null), told(BRAZILIAN, true, null))).isEmpty();
      assertThat(state().firstResponse().last()).isEqualTo(HOUR);
    }

    @Test
    void areNotSpokenForByAParticipant() {
      send("wamid.A", MARKETING);
      observe(
          new Observation.SendFailed(number, Names.of(contact), at, "wamid.A", 131050, AMERICAN),
          new Observation.SendFailed(number, Names.of(contact), at, "wamid.A", 131049, BRAZILIAN));

      assertThat(state().consent()).isEqualTo(Consent.NONE);
      assertThat(grounds(MARKETING)).isNull();
      assertThat(grounds(MARKETING)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);
    }

    @Test
    void areClosedAsAWhole() {
      inbound(at);
      send("wamid.A", FREE_FORM);

      assertThat(failed("wamid.A", 131047, at.plusSeconds(1)))
          .containsExactly(new Effect.ClosedAfterAll(number, Effect.Cause.UNKNOWN));
      assertThat(failed("wamid.A", 131047, at.plusSeconds(1))).isEmpty();
      assertThat(grounds(FREE_FORM)).isInstanceOf(WindowClosed.Closed.class);
      assertThat(spend()).isEmpty();
    }

    @Test
    void areChargedWhereTheConversationFailedAnew() {
      Terms utility =
          terms(PricingModel.CONVERSATION, false, Category.UTILITY, null, java.util.Map.of());
      send("wamid.A", utility);
      failed("wamid.A", 131026, at);

      assertThat(send("wamid.B", utility).charge()).isEqualTo(Charge.REGULAR);
      assertThat(send("wamid.C", utility).charge()).isEqualTo(Charge.IN_CONVERSATION);
    }
  }
}
