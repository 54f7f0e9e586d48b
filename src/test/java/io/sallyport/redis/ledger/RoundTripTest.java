package io.sallyport.redis.ledger;

import static io.sallyport.redis.ledger.Sample.FREE_FORM;
import static io.sallyport.redis.ledger.Sample.MARKETING;
import static io.sallyport.redis.ledger.Sample.NEW_PHONE;
import static io.sallyport.redis.ledger.Sample.PHONE;
import static io.sallyport.redis.ledger.Sample.USER;
import static io.sallyport.redis.ledger.Sample.inbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Renamed;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.SpendCount;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How often Redis is asked (architecture.md#state-in-redis: one decision is one round trip), and
 * what it forgot.
 */
@Concurrent
class RoundTripTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Contact NEW_USER = new Contact("US.26982417310543854820");

  private final String number = Sample.number();
  private final RedisLedger ledger = Sample.ledger(REDIS);

  @BeforeEach
  void redisKnowsTheScripts() {
    REDIS.loadScripts();
    // Terms are part of a script, and the first send under new ones takes another call.
    String another = Sample.number();
    for (Terms terms : List.of(FREE_FORM, MARKETING)) {
      ledger.admit(another, PHONE, terms).toCompletionStage().toCompletableFuture().join();
    }
  }

  private Verdict admit(Contact contact, Terms terms) {
    return ledger.admit(number, contact, terms).toCompletionStage().toCompletableFuture().join();
  }

  private void observe(Observation... all) {
    ledger.observe(List.of(all)).toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aDecisionIsOneCall() {
    observe(inbound(number, PHONE));

    assertThat(REDIS.callsOf(() -> admit(PHONE, FREE_FORM))).isEqualTo(1);
    assertThat(REDIS.callsOf(() -> admit(PHONE, MARKETING))).isEqualTo(1);
    assertThat(REDIS.callsOf(() -> admit(NEW_PHONE, MARKETING))).isEqualTo(1);
    assertThat(REDIS.callsOf(() -> admit(USER, FREE_FORM))).isEqualTo(1);
  }

  @Test
  void aUserIdWhoseRecordIsAPhoneNumbersTakesAnotherCallOnce() {
    observe(inbound(number, PHONE, USER));

    assertThat(
            REDIS.callsOf(
                () ->
                    assertThat(((Verdict.Admitted) admit(USER, FREE_FORM)).window().state())
                        .isEqualTo(Window.State.OPEN)))
        .isEqualTo(2);
    assertThat(REDIS.callsOf(() -> admit(USER, FREE_FORM))).isEqualTo(1);
  }

  @Test
  void aUserIdIsFollowedToTheNextPhoneNumber() {
    observe(inbound(number, PHONE, USER));
    assertThat(admit(USER, FREE_FORM)).isInstanceOf(Verdict.Admitted.class);

    observe(new Renamed(number, PHONE, Names.of(NEW_PHONE), Instant.now()));

    assertThat(REDIS.callsOf(() -> admit(USER, FREE_FORM))).isEqualTo(2);
    assertThat(REDIS.callsOf(() -> admit(USER, FREE_FORM))).isEqualTo(1);
    assertThat(admit(USER, FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
  }

  @Test
  void aUserIdThatIsSomebodyElsesSinceIsNotFollowed() {
    Instant left = Instant.now().minusSeconds(60);
    observe(new Inbound(number, new Names(PHONE, List.of(USER)), left, Via.MESSAGE, false));
    assertThat(admit(USER, FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
    observe(new Renamed(number, USER, Names.of(NEW_USER), left));
    Instant wrote = left.plusSeconds(30);
    observe(new Inbound(number, Names.of(USER), wrote, Via.MESSAGE, false));

    for (int calls : List.of(2, 1)) {
      assertThat(
              REDIS.callsOf(
                  () ->
                      assertThat(
                              ((Verdict.Admitted) admit(USER, FREE_FORM)).window().lastInboundAt())
                          .isEqualTo(wrote.truncatedTo(ChronoUnit.SECONDS))))
          .isEqualTo(calls);
    }
  }

  /** A number that was left may be somebody else's soon. */
  @Test
  void aPhoneNumberThatWasLeftIsAskedForEveryTime() {
    observe(inbound(number, PHONE));
    observe(new Renamed(number, PHONE, Names.of(NEW_PHONE), Instant.now()));

    assertThat(REDIS.callsOf(() -> admit(PHONE, FREE_FORM))).isEqualTo(2);
    assertThat(REDIS.callsOf(() -> admit(PHONE, FREE_FORM))).isEqualTo(2);
    assertThat(REDIS.callsOf(() -> admit(NEW_PHONE, FREE_FORM))).isEqualTo(1);
  }

  @Test
  void aSettlementIsOneCallAndOneMoreForANameThatIsNew() {
    Reservation known = ((Verdict.Admitted) admit(PHONE, MARKETING)).reservation();
    Reservation named = ((Verdict.Admitted) admit(PHONE, MARKETING)).reservation();

    assertThat(REDIS.callsOf(() -> commit(known, "wamid.1", PHONE))).isEqualTo(1);
    assertThat(REDIS.callsOf(() -> commit(named, "wamid.2", PHONE, USER))).isEqualTo(2);
  }

  @Test
  void whatHoldsNothingIsReleasedWithoutACall() {
    observe(inbound(number, PHONE));
    Map<Reason, Enforcement> off =
        Map.of(Reason.PAIR_RATE, Enforcement.OFF, Reason.THROUGHPUT, Enforcement.OFF);
    Terms unlimited =
        Plain.terms(false, false, Duration.ZERO, false, null, off, FREE_FORM.billing());
    Reservation nothing = ((Verdict.Admitted) admit(PHONE, unlimited)).reservation();
    Reservation slot = ((Verdict.Admitted) admit(NEW_PHONE, MARKETING)).reservation();

    assertThat(
            REDIS.callsOf(
                () -> ledger.release(nothing).toCompletionStage().toCompletableFuture().join()))
        .isZero();
    assertThat(
            REDIS.callsOf(
                () -> ledger.release(slot).toCompletionStage().toCompletableFuture().join()))
        .isEqualTo(1);
  }

  private void commit(Reservation reservation, String wamid, Contact... names) {
    ledger
        .commit(reservation, new Acceptance(wamid, List.of(names)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Test
  void scriptsThatWereFlushedAreSentAnew() {
    observe(inbound(number, PHONE));
    REDIS.run(Command.SCRIPT, "FLUSH");

    assertThat(admit(PHONE, FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
    REDIS.run(Command.SCRIPT, "FLUSH");
    observe(inbound(number, NEW_PHONE, USER));
    assertThat(admit(USER, FREE_FORM)).isInstanceOf(Verdict.Admitted.class);
  }

  /** MergeNames names may be repeated; counting a send may not. */
  @Test
  void aSendIsCountedOnceThoughAScriptWasFlushedInBetween() {
    Reservation reservation = ((Verdict.Admitted) admit(PHONE, MARKETING)).reservation();
    REDIS.run(Command.SCRIPT, "FLUSH");
    REDIS.run(Command.SCRIPT, "LOAD", Script.SETTLE.lua().source());

    commit(reservation, "wamid.1", PHONE, USER);

    LocalDate day = reservation.at().atOffset(ZoneOffset.UTC).toLocalDate();
    assertThat(
            new RedisRecords(
                    new Scripts(REDIS.client()),
                    new Clock(() -> Duration.ZERO),
                    Duration.ofSeconds(5),
                    numbers -> Future.succeededFuture())
                .spend(number, day, day)
                .toCompletionStage()
                .toCompletableFuture()
                .join())
        .extracting(SpendCount::messages)
        .containsExactly(1L);
  }
}
