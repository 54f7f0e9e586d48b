package io.sallyport.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.instead.DeferredQueue.Added;
import io.sallyport.instead.DeferredQueue.Claim;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.instead.HeldFor;
import io.sallyport.instead.SendEnd;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Named;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.RedisLedger;
import io.sallyport.redis.ledger.Sample;
import io.sallyport.rule.Endpoint;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is parked leaves in its order, is taken out only while it waits, and ends once. */
@Concurrent
class RedisParkedSendsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Contact PHONE = new Contact("16505551234");
  private static final Contact USER = new Contact("US.13491208655302741918");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private final VirtualTime time = new VirtualTime();
  private final String number = Sample.number();
  private final Scripts scripts = new Scripts(REDIS.client());
  private final Clock clock = new Clock(time::offset);
  private final Duration timeout = Duration.ofSeconds(5);
  private final RedisParkedSends parked = new RedisParkedSends(scripts, clock, timeout);
  private final RedisHeldSends held = new RedisHeldSends(scripts, clock, timeout);
  private final RedisDeferredQueue queue = new RedisDeferredQueue(scripts, clock, timeout);
  private final RedisLedger ledger =
      new RedisLedger(
          scripts,
          clock,
          timeout,
          Duration.ofHours(24),
          effect -> {},
          nanos -> {},
          configured -> 80,
          Runnable::run);

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private DeferredSend send(String id, String digest, Duration length) {
    Instant now = time.now();
    return new DeferredSend(
        id,
        digest,
        PHONE,
        null,
        Endpoint.MESSAGES,
        "/" + number + "/messages",
        List.of(),
        "crm",
        "key",
        BODY,
        BODY,
        now,
        now.plus(length),
        List.of(),
        0);
  }

  private Added park(String id, Duration length) {
    return park(id, "digest", length);
  }

  private Added park(String id, String digest, Duration length) {
    return done(parked.park(number, send(id, digest, length), null));
  }

  private List<Leaving> wrote(Contact contact) {
    return observe(
        new Inbound(number, Names.of(List.of(contact)).get(), time.now(), Via.MESSAGE, false));
  }

  private List<Leaving> observe(Observation observation) {
    return done(ledger.observe(List.of(observation)));
  }

  private boolean isOnItsWay() {
    aMomentLater();
    return done(parked.isOnItsWay(number, PHONE.id()));
  }

  /** Redis runs a call a little after the time at which it was made, on a busy machine much. */
  private void aMomentLater() {
    time.travel(Duration.ofSeconds(2));
  }

  private String next() {
    aMomentLater();
    DeferredSend next = done(parked.next(number, PHONE.id()));
    return next == null ? null : next.id();
  }

  private void end(String id, State state) {
    done(parked.end(number, PHONE.id(), id, new SendEnd(state, null, null, null)));
  }

  private State state(String id) {
    return done(queue.find(number, id)).state();
  }

  /** The replica that had claimed it is no more; it may have sent it. */
  @Test
  void whatMayHaveLeftIsNeitherCancelledNorExpired() {
    park("a", Duration.ofSeconds(90));
    wrote(PHONE);
    assertThat(next()).isEqualTo("a");
    time.travel(Duration.ofMinutes(2));

    assertThat(done(held.cancel(number, "a"))).isFalse();
    assertThat(done(held.ended(number))).containsExactly("a");
    assertThat(done(held.expire(number, "a"))).isNull();
    assertThat(state("a")).isEqualTo(State.SENDING);

    assertThat(next()).as("somebody else finds out").isEqualTo("a");
    done(parked.keep(number, PHONE.id(), "a", time.now().plusSeconds(20)));
    assertThat(next()).isNull();
    assertThat(done(held.cancel(number, "a"))).isFalse();
    time.travel(Duration.ofSeconds(20));
    assertThat(next()).as("the key knows by now").isEqualTo("a");
    end("a", State.UNKNOWN);
    assertThat(state("a")).isEqualTo(State.UNKNOWN);
    time.travel(HOUR);
    assertThat(done(held.ended(number))).isEmpty();
  }

  /** The same of one that waits for its turn. */
  @Test
  void aClaimStandsAsLongAsTheKeyIsUnderWay() {
    done(queue.add(number, send("a", "digest", HOUR), time.now(), 0));
    aMomentLater();
    assertThat(done(queue.claim(number))).isInstanceOf(Claim.Taken.class);
    done(queue.keep(number, "a", time.now().plus(Duration.ofMinutes(2))));
    time.travel(Duration.ofSeconds(90));

    assertThat(done(queue.claim(number))).isInstanceOf(Claim.None.class);
    assertThat(done(queue.cancel(number, "a"))).isFalse();
    assertThat(state("a")).isEqualTo(State.SENDING);
    time.travel(Duration.ofSeconds(60));
    assertThat(done(queue.claim(number))).isInstanceOf(Claim.Taken.class);
  }

  @Test
  void whatWasPutBackExpires() {
    park("a", Duration.ofSeconds(90));
    wrote(PHONE);
    next();
    done(parked.putBack(number, PHONE.id(), "a", time.now().plusSeconds(3)));
    time.travel(Duration.ofMinutes(2));

    assertThat(done(held.expire(number, "a"))).isNotNull();
    assertThat(state("a")).isEqualTo(State.EXPIRED);
    done(held.told(number, "a"));
    assertThat(done(held.ended(number))).isEmpty();
  }

  /** No replica was there at its end. */
  @Test
  void whatIsOverDoesNotLeaveThoughTheContactWritesBeforeItIsEnded() {
    park("a", Duration.ofSeconds(90));
    park("b", HOUR);
    time.travel(Duration.ofMinutes(2));
    wrote(PHONE);

    assertThat(next()).isNull();
    assertThat(done(held.ended(number))).containsExactly("a");
    assertThat(done(held.expire(number, "a"))).isNotNull();
    assertThat(next()).isEqualTo("b");
  }

  private Verdict admit(String id, String digest) {
    IdempotencyKey key = new IdempotencyKey(id, digest, "nonce", null);
    SendContext context = new SendContext(null, null, key);
    return done(ledger.admit(number, PHONE, Sample.marketing(2), context));
  }

  @Test
  void theKeyOfWhatWaitsIsNoOtherMessages() {
    park("a", HOUR);
    park("b", HOUR);

    assertThat(admit("a", "another")).isInstanceOf(Verdict.KeyReused.class);
    assertThat(admit("b", "digest")).as("its own").isInstanceOf(Verdict.Admitted.class);
    done(held.cancel(number, "a"));
    assertThat(admit("a", "another")).as("it is free").isInstanceOf(Verdict.Admitted.class);
  }

  /** Its key is free, and so is its place. */
  @Test
  void whatEndedWithoutLeavingMayBeParkedAgain() {
    park("a", HOUR);
    assertThat(park("a", HOUR)).isEqualTo(Added.KNOWN);
    assertThat(park("a", "another", HOUR)).isEqualTo(Added.ANOTHER);
    done(held.cancel(number, "a"));

    assertThat(park("a", "another", HOUR)).isEqualTo(Added.ADDED);
    assertThat(state("a")).isEqualTo(State.PARKED);
    wrote(PHONE);
    assertThat(next()).isEqualTo("a");
  }

  @Test
  void whatExpiredMayBeParkedAgainWhenThatIsTold() {
    park("a", Duration.ofSeconds(5));
    time.travel(Duration.ofSeconds(6));
    done(held.expire(number, "a"));
    assertThat(park("a", HOUR)).isEqualTo(Added.KNOWN);
    done(held.told(number, "a"));

    assertThat(park("a", HOUR)).isEqualTo(Added.ADDED);
    assertThat(done(held.ended(number))).isEmpty();
  }

  @Test
  void whatLeftIsKnownAsLongAsItsKey() {
    park("a", HOUR);
    wrote(PHONE);
    next();
    end("a", State.SENT);

    time.travel(Duration.ofHours(23));
    assertThat(park("a", HOUR)).isEqualTo(Added.KNOWN);
    time.travel(Duration.ofHours(2));
    assertThat(park("a", HOUR)).isEqualTo(Added.ADDED);
  }

  @Test
  void whatWasRefusedMayBeHeldOrQueuedAgain() {
    HeldFor why = new HeldFor(List.of("template"), time.now(), time.now().plus(HOUR));
    assertThat(done(held.hold(number, send("a", "digest", HOUR), why))).isEqualTo(Added.ADDED);
    done(held.refuse(number, "a", "No."));
    assertThat(done(held.hold(number, send("a", "digest", HOUR), why))).isEqualTo(Added.ADDED);
    assertThat(state("a")).isEqualTo(State.HELD);
    done(held.cancel(number, "a"));

    Added queued = done(queue.add(number, send("a", "digest", HOUR), time.now(), 0));
    assertThat(queued).isEqualTo(Added.ADDED);
    assertThat(state("a")).isEqualTo(State.QUEUED);
  }

  /** Of what leaves by a message the contact's next ones are told, too, until it has. */
  @Test
  void whatHasBegunToLeaveIsToldOfUntilItHas() {
    park("a", HOUR);
    assertThat(wrote(PHONE)).containsExactly(new Leaving(number, PHONE.id(), false));
    done(parked.told(number, List.of(PHONE.id())));
    assertThat(isOnItsWay()).as("to be claimed").isTrue();
    assertThat(wrote(PHONE)).containsExactly(new Leaving(number, PHONE.id(), true));
    next();
    assertThat(wrote(PHONE)).containsExactly(new Leaving(number, PHONE.id(), true));
    assertThat(isOnItsWay()).as("claimed").isTrue();

    end("a", State.SENT);
    assertThat(isOnItsWay()).isFalse();
    assertThat(wrote(PHONE)).isEmpty();
  }

  @Test
  void whatHasLeftIsToldOfUntilTheCrmHasHeard() {
    park("a", HOUR);
    wrote(PHONE);
    next();
    end("a", State.SENT);
    assertThat(done(parked.isUntold(number, PHONE.id()))).isTrue();
    assertThat(wrote(PHONE)).containsExactly(new Leaving(number, PHONE.id(), true));

    done(parked.told(number, List.of(PHONE.id())));
    assertThat(done(parked.isUntold(number, PHONE.id()))).isFalse();
    assertThat(wrote(PHONE)).isEmpty();
  }

  /** The replica that let it out may have died before. */
  @Test
  void ofWhatTheCrmNeverHearsLaterMessagesAreToldForSomeSeconds() {
    park("a", HOUR);
    wrote(PHONE);
    next();
    end("a", State.SENT);
    time.travel(Leaving.LONGEST);

    assertThat(done(parked.isUntold(number, PHONE.id()))).isFalse();
    assertThat(wrote(PHONE)).isEmpty();
  }

  @Test
  void whatIsPutBackIsNotOnItsWay() {
    park("a", HOUR);
    wrote(PHONE);
    next();
    done(parked.putBack(number, PHONE.id(), "a", time.now().plusSeconds(30)));

    assertThat(isOnItsWay()).isFalse();
  }

  /** Whoever parks meanwhile does not take the first one's claim away. */
  @Test
  void aClaimOutlastsWhatIsParkedMeanwhile() {
    park("a", HOUR);
    wrote(PHONE);
    assertThat(next()).isEqualTo("a");

    park("b", HOUR);

    assertThat(next()).isNull();
    end("a", State.SENT);
    assertThat(next()).isEqualTo("b");
  }

  /** Nobody knew yet that the user id is the contact's. */
  @Test
  void whoWroteUnderAnotherNameIsSentWhatIsParkedWhenTheNamesAreJoined() {
    park("a", HOUR);
    assertThat(wrote(USER)).isEmpty();
    assertThat(next()).isNull();

    observe(new Named(number, Names.of(List.of(PHONE, USER)).get(), time.now()));

    assertThat(done(parked.leaving(number))).containsExactly(PHONE.id());
    assertThat(next()).isEqualTo("a");
  }

  @Test
  void aContactHasOneOpenerADay() {
    assertThat(done(parked.mayTakeOpener(number, PHONE))).isTrue();
    Instant taken = done(parked.takeOpener(number, PHONE));
    assertThat(taken).isEqualTo(time.second());
    assertThat(done(parked.mayTakeOpener(number, PHONE))).isFalse();
    assertThat(done(parked.takeOpener(number, PHONE))).isNull();

    done(parked.giveBackOpener(number, PHONE, taken));
    assertThat(done(parked.mayTakeOpener(number, PHONE))).isTrue();
    done(parked.takeOpener(number, PHONE));
    time.travel(Duration.ofHours(24));
    assertThat(done(parked.takeOpener(number, PHONE))).isNotNull();
  }
}
