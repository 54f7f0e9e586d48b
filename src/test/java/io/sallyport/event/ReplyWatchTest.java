package io.sallyport.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.FirstResponses;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Answered;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.rule.BusinessHours;
import io.sallyport.rule.FirstResponseLimit;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReplyWatchTest {

  private static final String NUMBER = "106540352242922";
  private static final Instant START = Instant.parse("2026-11-30T09:00:00Z");

  /** Who waits, and what was told of. */
  private static final class Kept implements ContactLists, FirstResponses {
    final Map<Contact, Instant> since = new HashMap<>();
    final Map<Contact, Instant> told = new HashMap<>();
    final List<Contact> looked = new ArrayList<>();
    boolean fails;
    int marked;

    @Override
    public Future<List<Waiting>> waiting(String phoneNumberId, Instant from, int most) {
      List<Waiting> all =
          since.entrySet().stream()
              .map(one -> new Waiting(one.getKey(), one.getValue()))
              .filter(one -> !one.since().isBefore(from))
              .sorted(Comparator.comparing(Waiting::since).thenComparing(one -> one.contact().id()))
              .toList();
      return Future.succeededFuture(
          Stream.concat(
                  all.stream().filter(one -> one.since().equals(from)),
                  all.stream().filter(one -> one.since().isAfter(from)).limit(most))
              .toList());
    }

    @Override
    public Future<Consents> consents(String phoneNumberId, @Nullable String from) {
      throw new AssertionError("nobody asks for consents");
    }

    @Override
    public Future<Wait> wait(String phoneNumberId, Contact contact) {
      looked.add(contact);
      return Future.succeededFuture(new Wait(contact, since.get(contact), told.get(contact)));
    }

    @Override
    public Future<Boolean> told(String phoneNumberId, Contact contact, Instant at) {
      marked++;
      return fails
          ? Future.failedFuture("Redis does not answer")
          : Future.succeededFuture(!at.equals(told.put(contact, at)));
    }
  }

  private final Kept kept = new Kept();
  private final List<Effect> counted = new ArrayList<>();
  private Instant now = START;
  private final ReplyWatch watch = watch();

  /** Another replica's. */
  private ReplyWatch watch() {
    FirstResponseLimit limit = new FirstResponseLimit(Duration.ofHours(1), BusinessHours.ALWAYS);
    return new ReplyWatch(limit, kept, kept, Unheard.announcer(), () -> now, counted::add);
  }

  private static Contact contact(int i) {
    return new Contact("1650555" + (1000 + i));
  }

  private void waits(int contact, Duration ago) {
    kept.since.put(contact(contact), START.minus(ago));
  }

  private static <T> T await(io.smallrye.mutiny.Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(5));
  }

  private Duration run() {
    return await(watch.run(NUMBER));
  }

  private void heard(Observation one) {
    await(watch.heard(List.of(one)));
  }

  @Test
  void tellsOfWhoWaitsTooLongAndSaysWhenTheNextOneDoes() {
    waits(1, Duration.ofHours(2));
    waits(2, Duration.ofMinutes(60));
    waits(3, Duration.ofMinutes(50));

    assertThat(run()).isEqualTo(Duration.ofMinutes(10));

    assertThat(kept.told).containsOnlyKeys(contact(1), contact(2));
    assertThat(counted).hasSize(2).containsOnly(new Effect.AnswerOverdue(NUMBER));

    now = START.plus(Duration.ofMinutes(10));
    run();
    assertThat(kept.told).containsOnlyKeys(contact(1), contact(2), contact(3));
    assertThat(counted).hasSize(3);
  }

  @Test
  void goesThroughTheListOnceAndCountsAWaitOnceOfAllReplicas() {
    IntStream.range(0, 250).forEach(i -> waits(i, Duration.ofSeconds(36_000 - i / 2)));

    assertThat(run()).isZero();
    assertThat(run()).isZero();
    assertThat(run()).isPositive();
    assertThat(counted).hasSize(250);

    kept.looked.clear();
    run();
    assertThat(kept.looked).as("those of the last second").hasSizeLessThan(3);
    ReplyWatch other = watch();
    for (int i = 0; i < 3; i++) {
      await(other.run(NUMBER));
    }
    assertThat(counted).hasSize(250);
    assertThat(kept.marked).as("nor does it tell again").isEqualTo(250);
  }

  @Test
  void whatCouldNotBeMarkedIsToldAgain() {
    waits(1, Duration.ofHours(2));
    kept.fails = true;
    assertThatThrownBy(this::run).hasMessageContaining("Redis does not answer");
    assertThat(counted).isEmpty();

    kept.fails = false;
    run();

    assertThat(counted).hasSize(1);
  }

  @Test
  void whoComesLateIsLookedAtAtOnce() {
    waits(1, Duration.ofHours(2));
    run();

    waits(2, Duration.ofHours(3));
    Names late = new Names(contact(2), List.of());
    heard(new Inbound(NUMBER, late, START.minus(Duration.ofHours(3)), Via.MESSAGE, false));
    assertThat(kept.told).containsOnlyKeys(contact(1), contact(2));

    // An echo that was late answers the first message only.
    waits(2, Duration.ofMinutes(130));
    heard(new Answered(NUMBER, late, START.minus(Duration.ofMinutes(140))));
    assertThat(kept.told.get(contact(2))).isEqualTo(START.minus(Duration.ofMinutes(130)));
    assertThat(counted).hasSize(3);
  }

  @Test
  void whoWritesNowIsNotAskedFor() {
    waits(1, Duration.ofHours(2));
    run();
    kept.looked.clear();

    heard(new Inbound(NUMBER, new Names(contact(2), List.of()), now, Via.MESSAGE, false));

    assertThat(kept.looked).isEmpty();
  }
}
