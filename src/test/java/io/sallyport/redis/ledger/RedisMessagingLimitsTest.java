package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.MemoryMessagingLimits;
import io.sallyport.ledger.MessagingLimitStore;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The messaging limit of a portfolio, against many callers and against a plain list of sends. */
@Concurrent
class RedisMessagingLimitsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Contact FIRST = new Contact("16505551234");
  private static final Contact SECOND = new Contact("16505551235");

  private final VirtualTime time = new VirtualTime();
  private final MessagingLimitStore reach =
      new RedisMessagingLimits(
          new Scripts(REDIS.client()), new Clock(time::offset), Duration.ofSeconds(5));
  private final String portfolio = "p" + UUID.randomUUID();

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private Instant take(Contact contact, String id, long limit) {
    return done(reach.take(portfolio, contact, id, limit));
  }

  @Test
  void countsAContactOnceForADayFromTheLastSend() {
    Instant first = time.second();
    assertThat(take(FIRST, "a", 1)).isNull();
    assertThat(take(SECOND, "b", 1)).isEqualTo(first.plus(Duration.ofDays(1)));
    time.travel(Duration.ofHours(12));
    assertThat(take(FIRST, "c", 1)).as("reached already").isNull();
    time.travel(Duration.ofHours(13));
    assertThat(take(SECOND, "d", 1)).as("by the second send").isNotNull();
    time.travel(Duration.ofHours(12));
    assertThat(take(SECOND, "e", 1)).isNull();
  }

  @Test
  void forgetsWhatDidNotHappenAndWhatWasNotDelivered() {
    take(FIRST, "a", 1);
    done(reach.giveBack(portfolio, "a"));
    assertThat(take(SECOND, "b", 1)).isNull();

    done(reach.keep(portfolio, "b", "wamid.B"));
    done(reach.giveBack(portfolio, "b"));
    assertThat(done(reach.look(portfolio, FIRST, 1))).isNotNull();
    done(reach.failed(portfolio, "wamid.B"));
    assertThat(done(reach.look(portfolio, FIRST, 1))).isNull();
  }

  /** Its answer is on its way yet when the status comes. */
  @Test
  void forgetsWhatFailedBeforeItWasKnown() {
    take(FIRST, "a", 1);
    done(reach.failed(portfolio, "wamid.A"));
    done(reach.keep(portfolio, "a", "wamid.A"));

    assertThat(take(SECOND, "b", 1)).isNull();
    done(reach.keep(portfolio, "b", "wamid.B"));
    assertThat(take(FIRST, "c", 1)).as("of another nothing was heard").isNotNull();
  }

  /** Its caller waited no longer. */
  @Test
  void whatWasGivenBackBeforeItWasTakenTakesNothing() {
    done(reach.giveBack(portfolio, "a"));
    take(FIRST, "a", 1);

    assertThat(take(SECOND, "b", 1)).isNull();
  }

  @Test
  void admitsExactlyTheLimitOfManyAtOnce() {
    List<Future<Instant>> callers =
        IntStream.range(0, 300)
            .mapToObj(i -> reach.take(portfolio, new Contact("1650555" + (1000 + i)), "s" + i, 250))
            .toList();

    List<Instant> answers = done(Future.all(callers)).list();

    assertThat(answers).filteredOn(Objects::isNull).hasSize(250);
  }

  @Test
  void agreesWithAListOfAllSends() {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    MemoryMessagingLimits list = new MemoryMessagingLimits(time::second);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String as = "-Dseed=" + seed + ", step " + i;
      Contact contact = new Contact("1650555" + (1000 + random.nextInt(12)));
      int kind = random.nextInt(10);
      if (kind < 6) {
        Instant expected = done(list.take(portfolio, contact, "s" + i, 8));
        assertThat(take(contact, "s" + i, 8)).as(as).isEqualTo(expected);
        if (expected == null) {
          ids.add("s" + i);
        }
      } else if (kind < 8 && !ids.isEmpty()) {
        String id = ids.remove(random.nextInt(ids.size()));
        done(list.giveBack(portfolio, id));
        done(reach.giveBack(portfolio, id));
      } else {
        time.travel(Duration.ofMinutes(random.nextInt(240)));
      }
    }
  }

  @Test
  void isGoneAfterADayOfSilence() {
    take(FIRST, "a", 1);
    done(reach.failed(portfolio, "wamid.B"));

    assertThat(
            List.of(
                Keys.limitedSends(portfolio),
                Keys.limitedContacts(portfolio),
                Keys.limitedCounts(portfolio),
                Keys.limitedEarly(portfolio)))
        .allSatisfy(key -> assertThat(REDIS.run(Command.TTL, key).toInteger()).isPositive());
  }
}
