package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.VirtualTime;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same random commands to Redis and to the model, under a time that jumps about. */
@Concurrent
class LedgerComparisonTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int COMMANDS = 4_000;
  private static final int MANY_COMMANDS = Integer.getInteger("commands", 40_000);

  @BeforeEach
  void emptyRedis() {
    REDIS.run(Command.FLUSHALL);
  }

  @Test
  void agreesWithTheModel() {
    compare(COMMANDS);
  }

  @Slow
  @Test
  void agreesWithTheModelOnEverything() {
    LedgerPair ledgers = compare(MANY_COMMANDS);

    assertThat(ledgers.kinds())
        .as("every kind of verdict and effect was reached")
        .containsKeys(
            "counted",
            "not counted",
            "refused Restricted",
            "refused Stopped",
            "refused NoneRecorded",
            "refused Closed",
            "refused Unknown",
            "refused AllowanceUsed",
            "refused TooSoon",
            "refused CoolDown",
            "observed Restricted",
            "observed Stopped",
            "observed NoneRecorded",
            "observed Closed",
            "observed AllowanceUsed",
            "observed CoolDown",
            "charge REGULAR",
            "charge FREE_ENTRY_POINT",
            "charge FREE_CUSTOMER_SERVICE",
            "charge IN_CONVERSATION",
            "charge FREE_QUOTA",
            "free entry point PENDING",
            "free entry point OPEN",
            "effect WindowOpened",
            "effect FirstAnswer",
            "effect ClosedAfterAll UNKNOWN",
            "effect DeliveredAfterAll",
            "effect Priced",
            "effect NameNotLearned",
            "participant charged",
            "effect CoverageStarted");
  }

  private static LedgerPair compare(int commands) {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.printf("LedgerComparisonTest: -Dseed=%d, %d commands%n", seed, commands);
    VirtualTime time = new VirtualTime();
    LedgerPair ledgers = new LedgerPair(REDIS.client(), time);
    RandomTraffic traffic = new RandomTraffic(new Random(seed), time, ledgers);

    // The first call is slow: the scripts are not there yet, and Java is cold.
    ledgers.examine("warm-up", RandomNames.ALL, new RandomTerms(new Random()).any("n0"));

    for (int step = 0; step < commands; step++) {
      ledgers.where = "-Dseed=" + seed + ", step " + step;
      traffic.step();
    }

    System.out.println("LedgerComparisonTest: " + ledgers.kinds());
    assertThat(aliasesWithARecord())
        .as("admit.lua and settle.lua take a name that has a record for nobody's alias")
        .isEmpty();
    return ledgers;
  }

  private static List<String> aliasesWithARecord() {
    List<String> all = new ArrayList<>();
    for (Response bucket : REDIS.run(Command.KEYS, "sp:*:a:*")) {
      String key = bucket.toString();
      String tag = key.substring(0, key.lastIndexOf("a:"));
      Response aliases = REDIS.run(Command.HGETALL, key);
      for (String name : aliases.getKeys()) {
        boolean leadsOn = !aliases.get(name).toString().startsWith(" ");
        if (leadsOn && REDIS.run(Command.EXISTS, tag + "c:" + name).toLong() > 0) {
          all.add(name);
        }
      }
    }
    return all;
  }
}
