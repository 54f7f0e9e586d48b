package io.sallyport.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.rule.OptedOut;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every ledger must do when Meta names one contact together with ever more names. */
abstract class ManyNamesContract extends LedgerFixture {

  private static final List<Contact> PHONES =
      IntStream.range(0, 40).mapToObj(i -> new Contact("165055520" + (10 + i))).toList();

  /** The name that would be one too many. */
  private static final Contact SEVENTEENTH = PHONES.get(15);

  ManyNamesContract(LedgerContract of) {
    super(of);
  }

  @Nested
  class SixteenNames {

    private final Instant at = time.second();

    @BeforeEach
    void areLearned() {
      for (Contact phone : PHONES.subList(0, 15)) {
        assertThat(named(PHONE, phone)).isEmpty();
      }
      assertThat(state(PHONE).names()).hasSize(16);
    }

    private List<Effect> named(Contact first, Contact other) {
      return observe(new Observation.Answered(number, names(first, other), at.minus(DAY)));
    }

    private Effect notLearned() {
      return new Effect.NameNotLearned(number);
    }

    @Test
    void areAllOneContactHas() {
      assertThat(named(PHONE, SEVENTEENTH)).contains(notLearned());
      assertThat(named(SEVENTEENTH, PHONES.get(3))).contains(notLearned());
      assertThat(named(PHONES.get(3), PHONES.get(4))).isEmpty();

      assertThat(state(PHONES.get(3)).names()).hasSize(16).doesNotContain(SEVENTEENTH);
      assertThat(state(SEVENTEENTH).names()).containsExactly(SEVENTEENTH);
    }

    @Test
    void areNotMoreHoweverManyPeopleMetaAnswersOneNameFor() {
      for (Contact phone : PHONES) {
        effects.clear();
        commit(admitted(phone, MARKETING).reservation(), "wamid." + phone.id(), PHONE);

        boolean learned = PHONES.indexOf(phone) < 15;
        assertThat(effects.contains(notLearned())).as(phone.id()).isEqualTo(!learned);
        if (!learned) {
          assertThat(state(phone).marketing().sent()).isEqualTo(1);
          assertThat(state(phone).names()).containsExactly(phone);
        }
        time.travel(DAY);
      }
      assertThat(state(PHONE).names()).hasSize(16);
    }

    @Test
    void areNotMoreByTwoWhoHaveManyEach() {
      for (Contact phone : PHONES.subList(21, 30)) {
        named(PHONES.get(20), phone);
      }

      assertThat(named(PHONES.get(25), PHONE)).contains(notLearned());

      assertThat(state(PHONES.get(29)).names()).hasSize(10);
      assertThat(state(PHONE).names()).hasSize(16);
    }

    @Test
    void keepTheirWindowAndStopAndTheNextNameItsOwn() {
      inbound(names(PHONES.get(3)), at);
      observe(optedOut(PHONES.get(4), at));

      named(PHONE, SEVENTEENTH);

      assertThat(grounds(PHONE, FREE_FORM)).isNull();
      assertThat(grounds(PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      assertThat(state(SEVENTEENTH).window()).isEqualTo(Window.UNKNOWN);
      assertThat(grounds(SEVENTEENTH, MARKETING)).isNull();
      observe(optedOut(SEVENTEENTH, at));
      observe(optedIn(PHONE, at.plusSeconds(1)));
      assertThat(grounds(SEVENTEENTH, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      assertThat(grounds(PHONES.get(4), MARKETING)).isNull();
    }

    @Test
    void areStoppedTogetherWithTheNextOneByWhatIsSaidOfBoth() {
      observe(stop(SEVENTEENTH, PHONES.get(3)));
      assertThat(grounds(SEVENTEENTH, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      assertThat(grounds(PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));

      observe(stop(PHONES.get(3), PHONES.get(16)));
      assertThat(grounds(PHONES.get(16), MARKETING)).isEqualTo(new OptedOut.Stopped(at));
    }

    private Observation stop(Contact first, Contact other) {
      return new Observation.ConsentStated(number, names(first, other), at, false, "meta", true);
    }

    @Test
    void areWrittenToTogetherWithTheNextOneWhenAMessageNamesBoth() {
      List<Effect> noticed = inbound(names(SEVENTEENTH, PHONE), at);

      assertThat(noticed)
          .containsExactlyInAnyOrder(
              new Effect.WindowOpened(number), new Effect.WindowOpened(number), notLearned());
      assertThat(grounds(SEVENTEENTH, FREE_FORM)).isNull();
      assertThat(grounds(PHONES.get(3), FREE_FORM)).isNull();
      assertThat(done(records.number(number)).waiting()).isEqualTo(1);
    }

    @Test
    void areToldAStatusOfTheNextOneThatNamesBoth() {
      send(SEVENTEENTH, "wamid.1", MARKETING);
      send(PHONES.get(3), "wamid.2", MARKETING);

      observe(
          new Observation.SendFailed(number, names(PHONE, SEVENTEENTH), at, "wamid.1", 131026),
          new Observation.SendFailed(number, names(SEVENTEENTH, PHONE), at, "wamid.2", 131026));

      assertThat(state(SEVENTEENTH).marketing().sent()).isZero();
      assertThat(state(PHONE).marketing().sent()).isZero();
    }

    @Test
    void goAlongWithAChangeOfNumber() {
      inbound(names(PHONES.get(3)), at.minus(HOUR));
      observe(optedOut(PHONES.get(4), at.minus(HOUR)));

      observe(renamed(PHONES.get(5), names(NEW_PHONE, NEW_USER), at));

      assertThat(state(NEW_PHONE).names()).hasSize(18).contains(NEW_PHONE, PHONE);
      List<Contact> all = new ArrayList<>(PHONES.subList(0, 15));
      all.add(NEW_PHONE);
      for (Contact name : all) {
        assertThat(grounds(name, MARKETING)).isInstanceOf(OptedOut.Stopped.class);
      }
      assertThat(grounds(NEW_PHONE, FREE_FORM)).isNull();
      assertThat(grounds(NEW_USER, FREE_FORM)).isNull();
    }

    @Test
    void haveRoomAgainWhenOneIsSomebodyElses() {
      observe(renamed(PHONES.get(3), names(PHONE), at.minus(HOUR)));
      inbound(names(PHONES.get(3)), at);

      assertThat(named(PHONE, SEVENTEENTH)).isEmpty();

      assertThat(state(SEVENTEENTH).names()).hasSize(16).doesNotContain(PHONES.get(3));
    }

    @Test
    void areForgottenWithoutTheNextOne() {
      inbound(names(SEVENTEENTH, PHONE), at);

      done(updates.forget(number, PHONES.get(3)));

      assertThat(state(PHONE).names()).isEmpty();
      assertThat(state(PHONE).consent()).isEqualTo(Consent.NONE);
      assertThat(grounds(SEVENTEENTH, FREE_FORM)).isNull();
    }
  }
}
