package io.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.Effect;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.LedgerContract;
import io.sallyport.admission.Observation.Inbound;
import io.sallyport.admission.Observation.Via;
import io.sallyport.admission.Records;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.policy.OptedOut;
import io.sallyport.policy.Rates;
import io.sallyport.policy.Terms;
import io.sallyport.policy.Throughput;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLedgerTest extends LedgerContract {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  protected Ledger create() {
    return ledger(Rates.STANDARD);
  }

  private Ledger ledger(int throughput) {
    return new RedisLedger(
        REDIS.client(),
        time::offset,
        PATIENCE,
        TWO_A_DAY.window(),
        effects::add,
        nanos -> {},
        number -> throughput);
  }

  @Override
  protected Records records() {
    return new RedisRecords(REDIS.client(), time::offset, PATIENCE);
  }

  @Test
  void whatComesInBeforeTheFirstSendCountsForTheConfiguredThroughput() {
    Ledger slow = ledger(2);
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
    slow.observe(List.of(message)).await().indefinitely();
    slow.observe(List.of(message)).await().indefinitely();
    time.travel(Duration.ofMillis(100));

    Verdict verdict = slow.admit(number, contact, terms).await().indefinitely();

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).grounds()).isInstanceOf(Throughput.Exceeded.class);
  }

  /** Before there was a limit, a name that Meta gave everybody became everybody's. */
  @Nested
  class ARecordOfAnOlderVersion {

    private static final int NAMES = 3_000;

    private final Instant at = time.second();

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
      done(ledger.forget(number, alias(5)));

      assertThat(state(alias(2_000)).names()).isEmpty();
      assertThat(grounds(PHONE, MARKETING)).isEqualTo(new OptedOut.Stopped(at));
    }
  }
}
