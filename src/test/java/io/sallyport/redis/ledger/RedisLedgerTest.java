package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.LedgerContract;
import io.sallyport.ledger.LedgerFixture;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Terms;
import io.sallyport.rule.Throughput;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Concurrent
class RedisLedgerTest extends LedgerContract {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration DAY = Duration.ofHours(24);

  @Override
  protected Ledger ledger(VirtualTime time, Consumer<Effect> effects) {
    return ledger(time, effects, Rates.STANDARD);
  }

  private static RedisLedger ledger(VirtualTime time, Consumer<Effect> effects, int throughput) {
    return new RedisLedger(
        new Scripts(REDIS.client()),
        new Clock(time::offset),
        PATIENCE,
        DAY,
        effects,
        nanos -> {},
        number -> throughput,
        Runnable::run);
  }

  @Override
  protected Records records(Ledger ledger, VirtualTime time) {
    return new RedisRecords(
        new Scripts(REDIS.client()),
        new Clock(time::offset),
        PATIENCE,
        numbers -> Future.succeededFuture());
  }

  @Nested
  class AFirstSend extends LedgerFixture {

    AFirstSend() {
      super(RedisLedgerTest.this);
    }

    @Test
    void whatComesInBeforeTheFirstSendCountsForTheConfiguredThroughput() {
      RedisLedger slow = ledger(time, effects::add, 2);
      Terms terms =
          new Terms(
              false,
              false,
              Duration.ZERO,
              false,
              null,
              Map.of(),
              UTILITY.billing(),
              new Rates(2, true, 0));
      Inbound message =
          new Inbound(number, Names.of(contact), time.second(), Via.MESSAGE, /* fromAd= */ false);
      done(slow.observe(List.of(message)));
      done(slow.observe(List.of(message)));
      time.travel(Duration.ofMillis(100));

      Verdict verdict = done(slow.admit(number, contact, terms));

      assertThat(verdict).isInstanceOf(Verdict.Refused.class);
      assertThat(((Verdict.Refused) verdict).grounds()).isInstanceOf(Throughput.Exceeded.class);
    }
  }

  /** Before there was a limit, a name that Meta gave everybody became everybody's. */
  @Nested
  class ARecordOfAnOlderVersion extends LedgerFixture {

    private static final int NAMES = 3_000;

    private final Instant at = time.second();

    ARecordOfAnOlderVersion() {
      super(RedisLedgerTest.this);
    }

    @BeforeEach
    void hasThousandsOfNames() {
      REDIS.loadScripts();
      StringBuilder names = new StringBuilder();
      for (int i = 1; i < NAMES; i++) {
        names.append(i == 1 ? "" : ",").append(alias(i).id());
        REDIS.run(Command.HSET, Keys.names(number, alias(i)), alias(i).id(), PHONE.id());
      }
      String out = "out " + at.getEpochSecond() + " meta";
      REDIS.run(
          Command.HSET,
          Keys.contact(number, PHONE),
          "names",
          names,
          "in",
          at.getEpochSecond(),
          "consent",
          out);
    }

    private Contact alias(int i) {
      return new Contact("16504" + (550_000 + i));
    }

    @Test
    void staysAsItIsAndLearnsNoMore() {
      Reservation reservation = admitted(USER, UTILITY).reservation();

      long calls = REDIS.callsOf(() -> commit(reservation, "wamid.1", PHONE));

      assertThat(calls).as("the name and the settlement").isEqualTo(2);
      assertThat(effects).contains(new Effect.NameNotLearned(number));
      assertThat(state(USER).names()).containsExactly(USER);
      assertThat(state(alias(2_000)).names()).hasSize(NAMES);
      assertThat(grounds(alias(2_000), FREE_FORM)).isNull();
      assertThat(grounds(alias(1), MARKETING)).isEqualTo(new OptedOut.Stopped(at));
    }

    @Test
    void goesAlongWithAChangeOfNumber() {
      observe(renamed(alias(7), names(NEW_PHONE), at.plusSeconds(1)));

      assertThat(grounds(NEW_PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      assertThat(grounds(alias(2_000), MARKETING)).isEqualTo(new OptedOut.Stopped(at));
      assertThat(grounds(alias(2_000), FREE_FORM)).isNull();
      assertThat(state(PHONE).names()).hasSize(NAMES + 1);
    }

    @Test
    void isForgottenUnderAllNames() {
      done(updates.forget(number, alias(5)));

      assertThat(state(alias(2_000)).names()).isEmpty();
      assertThat(grounds(PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
    }
  }
}
