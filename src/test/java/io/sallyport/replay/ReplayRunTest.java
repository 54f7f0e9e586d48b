package io.sallyport.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.DecisionRecord;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict.Admitted;
import io.sallyport.ledger.Verdict.Refused;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.SendClass;
import io.sallyport.message.TemplateCall;
import io.sallyport.pricing.RateCard;
import io.sallyport.pricing.Tariff;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.RedisLedger;
import io.sallyport.redis.ledger.RedisReplays;
import io.sallyport.redis.ledger.Sample;
import io.sallyport.redis.store.RedisDecisions;
import io.sallyport.replay.Replay.Range;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.StoreFailure;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Rules;
import io.sallyport.rule.Standing;
import io.sallyport.rule.Terms;
import io.sallyport.send.Basis;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many decisions of random sends are judged again while others are decided; prints how long that
 * takes, and what live sends notice of it.
 */
@Slow
class ReplayRunTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int DECISIONS = Integer.getInteger("decisions", 100_000);
  private static final int CONTACTS = 20_000;
  private static final int AT_ONCE = 500;
  private static final long LIVE_EVERY = 1_000_000;

  private static final Rates RATES = new Rates(100_000, true, 0);

  private final Scripts scripts = new Scripts(REDIS.client());
  private final RedisLedger ledger =
      new RedisLedger(
          scripts,
          new Clock(() -> Duration.ZERO),
          Duration.ofSeconds(5),
          Duration.ofHours(24),
          effect -> {},
          nanos -> {},
          one -> 80,
          Runnable::run,
          true);
  private final RedisDecisions decisions =
      new RedisDecisions(REDIS.client(), Duration.ofSeconds(5), DECISIONS * 2, task -> {});
  private final Tariff tariff = new Tariff(null, RateCard.EMPTY);
  private final Policies policies = new Policies(Rules.OF_WHATSAPP, settings(2), tariff);
  private final Replay replay =
      new Replay(policies, tariff, decisions, new RedisReplays(scripts, Duration.ofSeconds(5)));
  private final String id = Sample.number();
  private final BusinessNumber number =
      new BusinessNumber(id, "102290129340398", true, "US", "p", null, RATES);
  private final Random random = new Random(7);

  private static PolicySettings settings(int allowance) {
    return Plain.settings(
        Set.of(Category.MARKETING, Category.UTILITY),
        UnknownWindow.REJECT,
        Duration.ZERO,
        DirectSend.OFF,
        StoreFailure.REJECT,
        false,
        Map.of(Reason.PAIR_RATE, Enforcement.OFF),
        new Marketing(allowance, Duration.ofHours(24), true, Duration.ZERO));
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private static Contact contact(int i) {
    return new Contact(Integer.toString(1_650_000_000 + i));
  }

  /** Half of them wrote, some of these long ago. */
  private void write() {
    for (int from = 0; from < CONTACTS; from += AT_ONCE) {
      List<Observation> some = new ArrayList<>();
      for (int i = from; i < from + AT_ONCE; i += 2) {
        Instant at =
            Instant.ofEpochSecond(Instant.now().getEpochSecond() - random.nextInt(100_000));
        some.add(new Inbound(id, new Names(contact(i), List.of()), at, Via.MESSAGE, false));
      }
      done(ledger.observe(some));
    }
  }

  private Standing standing() {
    Category category = random.nextInt(3) == 0 ? null : Category.MARKETING;
    return new Standing(
        category == null ? SendClass.FREE_FORM : SendClass.TEMPLATE,
        null,
        category,
        category != null,
        Instant.now(),
        List.of());
  }

  private Future<Void> decide() {
    Contact to = contact(random.nextInt(CONTACTS));
    Standing standing = standing();
    Terms terms = policies.terms(standing, RATES);
    return ledger
        .admit(id, to, terms, SendContext.PLAIN)
        .map(
            verdict -> {
              Refused refused = verdict instanceof Refused no ? no : null;
              Admitted admitted = verdict instanceof Admitted yes ? yes : null;
              OutboundMessage message =
                  new OutboundMessage(
                      standing.sendClass(),
                      to,
                      standing.template() == null
                          ? null
                          : new TemplateCall("spring_sale", "en_US", List.of()),
                      null,
                      null);
              decisions.keep(
                  new DecisionRecord(
                      Instant.now(),
                      refused == null ? null : "sallyport-0123456789abcdef",
                      id,
                      "crm",
                      "",
                      null,
                      new Decision(
                          message,
                          terms.billing().category(),
                          null,
                          null,
                          null,
                          admitted == null ? null : admitted.charge(),
                          refused == null
                              ? new Result.Passed()
                              : new Result.Refused(policies.refusal(refused.grounds())),
                          null,
                          new Basis(
                              standing,
                              refused == null ? null : refused.grounds().reason(),
                              verdict.facts()))));
              return null;
            });
  }

  /** Decides a send a millisecond until it is told to end; how long each took, ns, in order. */
  private long[] live(AtomicBoolean ends) {
    List<Long> all = new ArrayList<>();
    String other = Sample.number();
    Terms terms = policies.terms(standing(), RATES);
    long next = System.nanoTime();
    while (!ends.get()) {
      long asked = System.nanoTime();
      done(ledger.admit(other, contact(all.size() % CONTACTS), terms, SendContext.PLAIN));
      all.add(System.nanoTime() - asked);
      next += LIVE_EVERY;
      LockSupport.parkNanos(next - System.nanoTime());
    }
    long[] sorted = all.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static String words(long[] sorted) {
    return String.format(
        "%d sends, p50 %.2f ms, p99 %.2f ms, max %.2f ms",
        sorted.length,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6,
        sorted[sorted.length - 1] / 1e6);
  }

  @Test
  void judgesAllAgainAsTheyWere() throws InterruptedException {
    write();
    for (int i = 0; i < DECISIONS; i += AT_ONCE) {
      List<Future<Void>> some = new ArrayList<>();
      for (int n = 0; n < AT_ONCE; n++) {
        some.add(decide());
      }
      done(Future.join(some));
      done(decisions.keepWaiting());
    }
    Range all = new Range(null, null, Integer.MAX_VALUE);
    replay.judge(number, policies.settings(), new Range(null, null, 2_000));

    AtomicBoolean ends = new AtomicBoolean();
    Thread alone =
        new Thread(() -> System.out.println("ReplayRunTest: alone " + words(live(ends))));
    alone.start();
    Thread.sleep(5_000);
    ends.set(true);
    alone.join();
    AtomicBoolean over = new AtomicBoolean();
    Thread beside =
        new Thread(() -> System.out.println("ReplayRunTest: beside " + words(live(over))));
    beside.start();
    long began = System.nanoTime();
    Report same = replay.judge(number, policies.settings(), all);
    System.out.printf(
        "ReplayRunTest: %d decisions of %d bytes in %.1f s%n",
        DECISIONS,
        REDIS.run(Command.MEMORY, "USAGE", Keys.decisions(id)).toLong() / DECISIONS,
        (System.nanoTime() - began) / 1e9);
    over.set(true);
    beside.join();

    assertThat(same.judged()).isEqualTo(DECISIONS);
    assertThat(same.notJudged()).isZero();
    assertThat(same.changes()).as("the same policy").isEmpty();
    Report strict = replay.judge(number, settings(1), all);
    System.out.println("ReplayRunTest: with one marketing send less " + strict.reasons());
    assertThat(strict.changes()).hasSize(1);
  }
}
