package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.LedgerExplanation.Finding;
import io.sallyport.ledger.Replays;
import io.sallyport.ledger.Replays.Case;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.Verdict.Refused;
import io.sallyport.pricing.PricingModel;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.PairRate;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@link LedgerComparisonTest} does not meet: rates at their end, and facts of nobody's. */
class RedisReplaysTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private final RedisLedger ledger =
      new RedisLedger(
          new Scripts(REDIS.client()),
          new Clock(() -> Duration.ZERO),
          Duration.ofSeconds(5),
          Duration.ofHours(24),
          effect -> {},
          nanos -> {},
          one -> 80,
          Runnable::run,
          true);
  private final Replays replays =
      new RedisReplays(new Scripts(REDIS.client()), Duration.ofSeconds(5));
  private final String number = Sample.number();

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static Terms utility(int perSecond) {
    return new Terms(
        false,
        true,
        Duration.ZERO,
        false,
        null,
        Map.of(),
        PricingModel.PER_MESSAGE.billing(Category.UTILITY),
        new Rates(perSecond, true, 0));
  }

  /** The first verdict of many that refuses. */
  private Refused refused(Contact contact, Terms terms) {
    for (int i = 0; i < 2 * PairRate.BURST; i++) {
      Verdict verdict = done(ledger.admit(number, contact, terms));
      if (verdict instanceof Refused refused) {
        return refused;
      }
    }
    throw new AssertionError("nothing was refused");
  }

  private List<Grounds> again(Contact contact, Terms terms, String facts) {
    return done(replays.judge(number, terms, List.of(new Case(contact, facts, SendContext.PLAIN))))
        .get(0)
        .orElseThrow()
        .findings()
        .stream()
        .map(Finding::grounds)
        .filter(Objects::nonNull)
        .toList();
  }

  @Test
  void theRateOfAPairIsAsItWas() {
    Refused refused = refused(Sample.PHONE, utility(1000));
    assertThat(refused.grounds().reason()).isEqualTo(Reason.PAIR_RATE);

    assertThat(again(Sample.PHONE, utility(1000), Objects.requireNonNull(refused.facts())))
        .containsExactly(refused.grounds());
  }

  @Test
  void theRateOfTheNumberIsAsItWas() {
    Refused refused = refused(Sample.PHONE, utility(2));
    assertThat(refused.grounds().reason()).isEqualTo(Reason.THROUGHPUT);

    assertThat(again(Sample.PHONE, utility(2), Objects.requireNonNull(refused.facts())))
        .containsExactly(refused.grounds());
  }

  @Test
  void factsThatDoNotDoAreNotJudgedAndHarmNoOther() {
    String good =
        Objects.requireNonNull(done(ledger.admit(number, Sample.PHONE, utility(80))).facts());
    List<Case> cases =
        List.of(
            new Case(Sample.PHONE, "{}", SendContext.PLAIN),
            new Case(Sample.PHONE, "no JSON", SendContext.PLAIN),
            new Case(Sample.PHONE, good, SendContext.PLAIN));

    assertThat(done(replays.judge(number, utility(80), cases)))
        .extracting(one -> one.isPresent())
        .containsExactly(false, false, true);
  }

  @Test
  void nothingIsReadWrittenOrKept() {
    String facts =
        Objects.requireNonNull(done(ledger.admit(number, Sample.PHONE, Sample.MARKETING)).facts());
    REDIS.run(Command.FLUSHDB);

    again(Sample.PHONE, Sample.MARKETING, facts);

    assertThat(REDIS.run(Command.DBSIZE).toLong()).isZero();
  }

  @Test
  void whoRemembersNothingIsToldNothing() {
    Verdict verdict = done(Sample.ledger(REDIS).admit(number, Sample.PHONE, Sample.MARKETING));

    assertThat(verdict.facts()).isNull();
  }
}
