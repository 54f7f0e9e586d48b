package io.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.Ledger;
import io.sallyport.admission.ModelLedger;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.admission.VirtualTime;
import io.sallyport.contact.Contact;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same random commands to Redis and to the model, under a time that jumps about. */
class LedgerComparisonTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int COMMANDS = 40_000;

  private static final Marketing LONGEST =
      new Marketing(3, Duration.ofDays(3), true, Duration.ofHours(1));

  private static final List<Terms> TERMS =
      List.of(
          new Terms(true, false, Duration.ZERO, null),
          new Terms(true, true, Duration.ofMinutes(5), null),
          new Terms(false, false, Duration.ZERO, null),
          terms(new Marketing(2, Duration.ofHours(24), true, Duration.ZERO)),
          terms(LONGEST),
          terms(new Marketing(2, Duration.ofHours(30), false, Duration.ofMinutes(10))),
          terms(new Marketing(0, Duration.ofHours(24), true, Duration.ZERO)));

  /** One admitted send, as each ledger knows it. */
  private record Pending(Reservation redis, Reservation model) {}

  private final VirtualTime time = new VirtualTime();
  private final Ledger redis =
      new RedisLedger(REDIS.client(), time::offset, Duration.ofSeconds(5), LONGEST, nanos -> {});
  private final Ledger model = new ModelLedger(time::now);
  private final List<Pending> pending = new ArrayList<>();
  private final List<String> wamids = new ArrayList<>();
  private final Map<String, Integer> outcomes = new HashMap<>();

  private static Terms terms(Marketing marketing) {
    return new Terms(false, false, Duration.ZERO, marketing);
  }

  @Test
  void agreesWithTheModelOnEveryVerdict() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.printf("LedgerComparisonTest: -Dseed=%d, %d commands%n", seed, COMMANDS);
    Random random = new Random(seed);

    for (int step = 0; step < COMMANDS; step++) {
      step(random, "seed " + seed + ", step " + step);
    }

    System.out.println("LedgerComparisonTest: verdicts " + outcomes);
    assertThat(outcomes.keySet())
        .as("every kind of verdict was reached")
        .contains(
            "Admitted",
            "Reserved",
            "OptedOut",
            "WindowClosed",
            "WindowUnknown",
            "AllowanceUsed",
            "TooSoon",
            "CoolDown");
  }

  private void step(Random random, String where) {
    // A new number now and then, so that coverage starts again.
    String number = "n" + random.nextInt(4) + "-" + time.now().getEpochSecond() / 2_000_000;
    Contact contact = new Contact("1650555000" + random.nextInt(3));
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> admit(random, number, contact, where);
      case 4 -> {
        settle(random);
        redis.cover(number).await().indefinitely();
        model.cover(number).await().indefinitely();
      }
      case 5 -> observe(new Observation.InboundMessage(number, contact, past(random)), where);
      case 6, 7 ->
          observe(
              new Observation.SendFailed(
                  number, contact, past(random), wamid(random), code(random)),
              where);
      case 8 ->
          observe(
              new Observation.MarketingPreference(
                  number, contact, past(random), random.nextInt(4) == 0),
              where);
      default -> time.travel(Duration.ofSeconds(random.nextInt(4) == 0 ? 40_000 : 600));
    }
  }

  private void admit(Random random, String number, Contact contact, String where) {
    Terms terms = TERMS.get(random.nextInt(TERMS.size()));
    Verdict expected = model.admit(number, contact, terms).await().indefinitely();
    Verdict actual = redis.admit(number, contact, terms).await().indefinitely();
    assertThat(withoutId(actual)).as(where + " " + terms).isEqualTo(withoutId(expected));
    count(expected);
    if (expected instanceof Verdict.Admitted a && a.reservation() != null) {
      pending.add(new Pending(((Verdict.Admitted) actual).reservation(), a.reservation()));
    }
  }

  private void count(Verdict verdict) {
    String name =
        verdict instanceof Verdict.Refused refused
            ? refused.grounds().getClass().getSimpleName()
            : ((Verdict.Admitted) verdict).reservation() == null ? "Admitted" : "Reserved";
    outcomes.merge(name, 1, Integer::sum);
  }

  private static Object withoutId(Verdict verdict) {
    return verdict instanceof Verdict.Admitted admitted
        ? List.of(admitted.window(), admitted.reservation() == null)
        : verdict;
  }

  private void settle(Random random) {
    if (pending.isEmpty()) {
      return;
    }
    Pending one = pending.remove(random.nextInt(pending.size()));
    if (random.nextInt(3) == 0) {
      redis.release(one.redis()).await().indefinitely();
      model.release(one.model()).await().indefinitely();
    } else {
      String wamid = "wamid." + Long.toHexString(random.nextLong());
      wamids.add(wamid);
      redis.commit(one.redis(), wamid).await().indefinitely();
      model.commit(one.model(), wamid).await().indefinitely();
    }
  }

  private void observe(Observation observation, String where) {
    var expected = model.observe(observation).await().indefinitely();
    assertThat(redis.observe(observation).await().indefinitely())
        .as(where + " " + observation)
        .isEqualTo(expected);
  }

  private Instant past(Random random) {
    return time.second().minusSeconds(random.nextInt(random.nextBoolean() ? 3_000 : 120_000));
  }

  /** Now and then one that is known; a message fails once, so that its time is always the same. */
  private String wamid(Random random) {
    return wamids.isEmpty() || random.nextInt(3) == 0
        ? "wamid." + Long.toHexString(random.nextLong())
        : wamids.remove(wamids.size() - 1);
  }

  private static int code(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> 131047;
      case 1, 2 -> 131049;
      case 3 -> 131050;
      default -> 131026;
    };
  }
}
