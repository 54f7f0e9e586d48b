package io.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.LedgerContract;
import io.sallyport.admission.Observation.Inbound;
import io.sallyport.admission.Observation.Via;
import io.sallyport.admission.Records;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Names;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.Rates;
import io.sallyport.policy.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    assertThat(((Verdict.Refused) verdict).grounds()).isInstanceOf(Grounds.Throughput.class);
  }
}
