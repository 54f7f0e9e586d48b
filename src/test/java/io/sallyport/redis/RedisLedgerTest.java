package io.sallyport.redis;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.LedgerContract;
import io.sallyport.admission.Records;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLedgerTest extends LedgerContract {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  protected Ledger create() {
    return new RedisLedger(
        REDIS.client(), time::offset, PATIENCE, TWO_A_DAY.window(), effects::add, nanos -> {});
  }

  @Override
  protected Records records() {
    return new RedisRecords(REDIS.client(), time::offset, PATIENCE);
  }
}
