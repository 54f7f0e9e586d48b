package io.sallyport.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.audit.Audit;
import io.sallyport.audit.ContactHash;
import io.sallyport.audit.DecisionStore;
import io.sallyport.contact.Contact;
import io.sallyport.instead.DeferredQueue.Claim;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.instead.Expiry;
import io.sallyport.instead.HeldFor;
import io.sallyport.instead.HeldSends.Expired;
import io.sallyport.instead.Leftovers;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.Sample;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Reason;
import io.sallyport.send.Decision;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits of a number that is served no more comes to one end, which is told. */
@Concurrent
class LeftoversOnRedisTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final Duration DAY = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final String number = Sample.number();
  private final Instant heldAt = time.now().plusSeconds(7).truncatedTo(ChronoUnit.MILLIS);
  private final Scripts scripts = new Scripts(REDIS.client());
  private final Clock clock = new Clock(time::offset);
  private final Duration timeout = Duration.ofSeconds(5);
  private final RedisParkedSends parked = new RedisParkedSends(scripts, clock, timeout);
  private final RedisHeldSends held = new RedisHeldSends(scripts, clock, timeout);
  private final RedisDeferredQueue queue = new RedisDeferredQueue(scripts, clock, timeout);
  private final List<Expired> told = new ArrayList<>();
  private final List<Decision> noted = new ArrayList<>();
  private boolean relayIsSilent;

  private final Leftovers leftovers =
      new Leftovers(queue, held, new Expiry(held, this::tell), audit());

  private Audit audit() {
    DecisionStore none =
        (DecisionStore)
            Proxy.newProxyInstance(
                DecisionStore.class.getClassLoader(),
                new Class<?>[] {DecisionStore.class},
                (it, called, with) -> null);
    return new Audit(
        new ContactHash("secret"),
        time::now,
        () -> null,
        (at, decision) -> noted.add(decision),
        logged -> {},
        none);
  }

  private Future<Void> tell(String at, Expired expired) {
    told.add(expired);
    return relayIsSilent ? Future.failedFuture("silent") : Future.succeededFuture();
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private DeferredSend send(String id) {
    Instant now = time.now();
    return new DeferredSend(
        id,
        "digest",
        new Contact("16505551234"),
        null,
        Endpoint.MESSAGES,
        "/" + number + "/messages",
        List.of(),
        "crm",
        "key",
        BODY,
        BODY,
        now,
        now.plus(DAY),
        List.of(),
        0);
  }

  private void threeWait() {
    done(queue.add(number, send("queued"), time.now().plusSeconds(3600), 0));
    done(parked.park(number, send("parked"), null));
    HeldFor why = new HeldFor(List.of("template"), heldAt, time.now().plus(DAY));
    done(held.hold(number, send("held"), why));
  }

  /** Redis's time is a little later than that by which it is asked what is due. */
  private boolean end() {
    done(leftovers.end(number));
    time.travel(Duration.ofSeconds(2));
    return done(leftovers.end(number));
  }

  private DeferredState state(String id) {
    return done(queue.find(number, id));
  }

  @Test
  void whatWaitsForItsTurnIsRefusedAndTheRestExpires() {
    threeWait();
    Instant gone = time.now();

    assertThat(end()).isTrue();

    assertThat(state("queued").state()).isEqualTo(State.REFUSED);
    assertThat(state("queued").reason()).isEqualTo("unknown_number");
    assertThat(noted).hasSize(1);
    assertThat(noted.get(0).refusal().reason()).isEqualTo(Reason.UNKNOWN_NUMBER);
    assertThat(List.of(state("parked").state(), state("held").state())).containsOnly(State.EXPIRED);
    assertThat(told)
        .filteredOn(one -> one.id().equals("held"))
        .extracting(Expired::since)
        .containsExactly(heldAt);
    assertThat(told).extracting(Expired::id).containsExactlyInAnyOrder("parked", "held");
    assertThat(told)
        .allSatisfy(
            one -> assertThat(one.at()).isBetween(gone.minusSeconds(1), gone.plusSeconds(60)));
  }

  @Test
  void whatWasNotToldIsToldAgainWithTheSameEnd() {
    threeWait();
    relayIsSilent = true;
    assertThat(end()).isFalse();
    assertThat(told).hasSize(2);
    relayIsSilent = false;
    assertThat(end()).as("whoever tells it may take a minute").isFalse();
    time.travel(Duration.ofMinutes(2));

    assertThat(done(leftovers.end(number))).isTrue();

    assertThat(told).hasSize(4);
    assertThat(told.subList(2, 4)).containsExactlyInAnyOrderElementsOf(told.subList(0, 2));
    assertThat(done(leftovers.end(number))).isTrue();
    assertThat(told).hasSize(4);
  }

  /** Whoever has it says how it ended; if that one is no more, this does. */
  @Test
  void whatIsOnItsWayIsLeftToWhomItIsWith() {
    done(queue.add(number, send("queued"), time.now(), 0));
    time.travel(Duration.ofSeconds(2));
    assertThat(done(queue.claim(number))).isInstanceOf(Claim.Taken.class);

    assertThat(done(leftovers.end(number))).isFalse();
    assertThat(state("queued").state()).isEqualTo(State.SENDING);
    time.travel(Duration.ofMinutes(2));

    assertThat(done(leftovers.end(number))).isTrue();
    assertThat(state("queued").state()).isEqualTo(State.REFUSED);
  }
}
