package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.PricingModel;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A recorded run of many sends by two gateways that share a Redis: over no interval whatsoever do
 * more pass than rate x time + burst.
 */
@Slow
class RatesRunTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int SENDS = Integer.getInteger("sends", 100_000);
  private static final int CONTACTS = 20;
  private static final int AT_ONCE = 64;
  private static final int PER_SECOND = 400;
  private static final Terms TERMS =
      new Terms(
          false,
          true,
          Duration.ZERO,
          false,
          null,
          Map.of(),
          PricingModel.PER_MESSAGE.billing(Category.UTILITY),
          new Rates(PER_SECOND, true, 0));

  /** A send that passed, between when it was asked for and answered, ns. */
  private record Passed(String contact, long asked, long answered) {}

  private final String number = Sample.number();
  private final List<Passed> passed = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> verdicts = Collections.synchronizedMap(new HashMap<>());

  @Test
  void exceedNoBucketOverAnyInterval() {
    List<RedisLedger> gateways = List.of(gateway(), gateway());

    Multi.createFrom()
        .range(0, SENDS)
        .onItem()
        .transformToUni(
            i -> {
              Contact contact = new Contact("1650555" + (1000 + i % CONTACTS));
              long asked = System.nanoTime();
              return UniHelper.toUni(gateways.get(i % 2).admit(number, contact, TERMS))
                  .invoke(verdict -> note(verdict, contact, asked));
            })
        .merge(AT_ONCE)
        .collect()
        .last()
        .await()
        .indefinitely();

    System.out.printf("RatesRunTest: %d sends: %s%n", SENDS, verdicts);
    assertThat(verdicts).containsOnlyKeys("passed", "PairRate", "Throughput");
    assertThat(passed.size()).isGreaterThanOrEqualTo(PER_SECOND);
    assertBucket(passed, PER_SECOND, PER_SECOND);
    for (int i = 0; i < CONTACTS; i++) {
      String contact = "1650555" + (1000 + i);
      List<Passed> ofContact =
          passed.stream().filter(one -> one.contact().equals(contact)).toList();
      assertBucket(ofContact, 1 / 6.0, 45);
    }
  }

  private static RedisLedger gateway() {
    return new RedisLedger(
        new Scripts(
            Redis.createClient(
                REDIS.vertx(),
                new RedisOptions()
                    .setConnectionString("redis://localhost:" + REDIS.port())
                    .setMaxPoolSize(8)
                    .setMaxPoolWaiting(AT_ONCE))),
        new Clock(() -> Duration.ZERO),
        Duration.ofSeconds(10),
        Duration.ofDays(1),
        effect -> {},
        nanos -> {},
        number -> 80,
        Runnable::run);
  }

  private void note(Verdict verdict, Contact contact, long asked) {
    if (verdict instanceof Verdict.Admitted) {
      passed.add(new Passed(contact.id(), asked, System.nanoTime()));
    }
    String kind = verdict instanceof Verdict.Refused no ? kind(no.grounds()) : "passed";
    verdicts.merge(verdict instanceof Verdict.Undecided ? "undecided" : kind, 1, Integer::sum);
  }

  private static String kind(Grounds grounds) {
    return grounds.getClass().getEnclosingClass().getSimpleName();
  }

  /**
   * Redis decided between the question and the answer: so many passed between the question of the
   * first and the answer of the last of any of them at the least.
   */
  private static void assertBucket(List<Passed> all, double perSecond, int burst) {
    List<Passed> byAnswer = new ArrayList<>(all);
    byAnswer.sort(Comparator.comparingLong(Passed::answered));
    // Of the sends so far, the greatest room that an interval from there on has used up.
    double least = Double.MAX_VALUE;
    for (int i = 0; i < byAnswer.size(); i++) {
      Passed one = byAnswer.get(i);
      least = Math.min(least, i - perSecond * firstAsked(byAnswer, i) / 1e9);
      double over = i + 1 - perSecond * one.answered() / 1e9 - least;
      assertThat(over).as("sends beyond the rate, up to the %dth", i).isLessThan(burst + 1);
    }
  }

  /** One that was answered later may have been asked for, and decided, before. */
  private static long firstAsked(List<Passed> byAnswer, int from) {
    return byAnswer.subList(from, Math.min(byAnswer.size(), from + AT_ONCE)).stream()
        .mapToLong(Passed::asked)
        .min()
        .orElseThrow();
  }
}
