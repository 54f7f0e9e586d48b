package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.Acceptance;
import io.sallyport.admission.Effect;
import io.sallyport.admission.IdempotencyKey;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.NumberNews;
import io.sallyport.admission.NumberState.Gap;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Occasion;
import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.policy.Terms;
import io.sallyport.redis.Scripts.Call;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on Redis: one script per call, one round trip. The scripts keep what Meta said (the
 * newest inbound, the failures) and derive every verdict from it, so that order and repetition of
 * webhooks cannot matter.
 */
public final class RedisLedger implements Ledger {

  /** How often, and how fast at first, what an unanswered admission may hold is given back. */
  private static final int GIVE_BACK_TRIES = 8;

  private static final Duration GIVE_BACK_BACKOFF = Duration.ofMillis(500);

  private final Redis redis;
  private final Scripts scripts;
  private final ContactScripts contacts;
  private final ObservationSteps steps;
  private final Settlements settlements;
  private final Proofs proofs;
  private final AdmitScript admit;
  private final String recordLife;
  private final AliasHints aliases = new AliasHints();
  private final Clock clock;
  private final TimeLimit limit;
  private final Consumer<Effect> effects;
  private final LongConsumer roundTrip;

  /**
   * @param clockOffset added to Redis's time everywhere
   * @param timeout after which a send is undecided, and a webhook not stored
   * @param lookBack how far back an allowance looks: records live long enough to enforce it
   * @param effects told what was noticed
   * @param roundTrip told how long each admission took, ns
   * @param throughput messages per second a number is configured to have
   */
  public RedisLedger(
      Redis redis,
      Supplier<Duration> clockOffset,
      Duration timeout,
      Duration lookBack,
      Consumer<Effect> effects,
      LongConsumer roundTrip,
      ToIntFunction<String> throughput) {
    this.redis = redis;
    this.scripts = new Scripts(redis);
    this.contacts = new ContactScripts(scripts);
    this.clock = new Clock(clockOffset);
    this.limit = new TimeLimit(timeout);
    Duration life = Lives.record(lookBack);
    this.recordLife = seconds(life);
    this.admit = AdmitScript.deciding(life);
    this.effects = effects;
    this.steps = new ObservationSteps(clock, recordLife, effects, throughput);
    this.settlements = new Settlements(scripts, limit, recordLife, steps);
    this.proofs = new Proofs(clock);
    this.roundTrip = roundTrip;
  }

  @Override
  public Uni<Verdict> admit(String phoneNumberId, Contact contact, Terms terms, Occasion occasion) {
    Admission admission = new Admission(phoneNumberId, contact, terms, occasion, clock);
    return UniHelper.toUni(decide(terms, occasion.key(), admission));
  }

  private Future<Verdict> decide(Terms terms, @Nullable IdempotencyKey key, Admission admission) {
    long asked = System.nanoTime();
    Future<Verdict> decided =
        admission
            .run(contacts, admit.on(terms), aliases)
            .onComplete(answered -> roundTrip.accept(System.nanoTime() - asked))
            .map(done -> admission.verdict());
    return limit
        .of(decided)
        .otherwise(
            failure -> {
              if (terms.marketing() != null) {
                giveBack(decided, release(admission.reservation()));
              }
              if (key != null) {
                Call freeing = RedisIdempotency.freeing(admission.phoneNumberId(), key);
                giveBack(decided, limit.on(() -> scripts.run(freeing)).replaceWithVoid());
              }
              return new Verdict.Undecided();
            });
  }

  /**
   * The caller was told that nothing was decided. The script may have run all the same, and its
   * answer is lost or never comes; or it runs yet. So this is done at once, and again when nothing
   * more can happen.
   */
  private static void giveBack(Future<Verdict> decided, Uni<Void> what) {
    giveBack(what);
    decided.onComplete(late -> giveBack(what));
  }

  private static void giveBack(Uni<Void> what) {
    what.onFailure()
        .retry()
        .withBackOff(GIVE_BACK_BACKOFF)
        .atMost(GIVE_BACK_TRIES)
        .subscribe()
        .with(done -> {}, failure -> {});
  }

  @Override
  public Uni<Void> commit(Reservation reservation, Acceptance acceptance) {
    String number = reservation.phoneNumberId();
    Contact to = reservation.contact();
    List<Step> names =
        acceptance.names().stream()
            .filter(name -> !name.equals(to))
            .map(
                name ->
                    Joining.answered(
                        number,
                        to,
                        name,
                        reservation.at(),
                        recordLife,
                        () -> effects.accept(new Effect.NameNotLearned(number))))
            .toList();
    Settlement settlement = Settlement.of(reservation, Marks.of(acceptance.wamid()));
    // Apart from the names: those may be repeated, and a send is counted once.
    return deferred(
        () -> contacts.runAll(names, limit::of).compose(joined -> settlements.settle(settlement)));
  }

  @Override
  public Uni<Void> release(Reservation reservation) {
    return reservation.held().isNothing()
        ? Uni.createFrom().voidItem()
        : deferred(() -> settlements.settle(Settlement.of(reservation, "")));
  }

  @Override
  public Uni<Void> observe(List<? extends Observation> observations) {
    return deferred(
        () -> {
          List<Settlement> proved = new ArrayList<>();
          Future<Void> done =
              contacts
                  .runAll(proofs.of(observations, proved::add), limit::of)
                  .compose(found -> settleAll(proved));
          for (List<Step> stage : steps.of(observations)) {
            done = done.compose(before -> contacts.runAll(stage, limit::of));
          }
          return done;
        });
  }

  private Future<Void> settleAll(List<Settlement> all) {
    return Future.join(all.stream().map(settlements::settle).toList()).mapEmpty();
  }

  @Override
  public Uni<Void> observe(NumberNews news) {
    if (news instanceof NumberNews.Connection connection) {
      Call call = NumberWords.call(connection, clock.offset());
      return covering(news.phoneNumberId(), call);
    }
    Call call = NumberWords.call(news);
    return limit.on(() -> scripts.run(call)).replaceWithVoid();
  }

  @Override
  public Uni<Boolean> isDisabled(String phoneNumberId) {
    Request ban = Request.cmd(Command.HGET).arg(Keys.number(phoneNumberId)).arg(NumberWords.BAN);
    return limit.on(() -> redis.send(ban)).map(NumberWords::isDisabled);
  }

  @Override
  public Uni<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    return covering(phoneNumberId, covered(phoneNumberId, afterGap, newest));
  }

  /** A call that answers why coverage starts by it, if it does. */
  private Uni<Void> covering(String phoneNumberId, Call call) {
    return limit
        .on(() -> scripts.run(call))
        .invoke(answer -> started(phoneNumberId, Codes.gap(answer.toLong())))
        .replaceWithVoid();
  }

  private Call covered(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    return new Call(
        Script.COVERED,
        List.of(Keys.number(phoneNumberId)),
        List.of(
            clock.offset(),
            afterGap ? "1" : "0",
            seconds(Lives.LONGEST_SILENCE),
            Lives.UNHEARD_SENDS,
            seconds(Lives.UNHEARD),
            seconds(Lives.NUMBER),
            newest == null ? "0" : Long.toString(newest.getEpochSecond()),
            seconds(Lives.UNDER_WAY)));
  }

  private void started(String phoneNumberId, @Nullable Gap gap) {
    if (gap != null) {
      effects.accept(new Effect.CoverageStarted(phoneNumberId, gap));
    }
  }

  @Override
  public Uni<Void> forget(String phoneNumberId, Contact contact) {
    return deferred(() -> limit.of(contacts.run(new Forgetting(phoneNumberId, contact))));
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  /** Runs when subscribed to, each time anew. */
  private static <T> Uni<T> deferred(Supplier<Future<T>> call) {
    return Uni.createFrom().deferred(() -> UniHelper.toUni(call.get()));
  }
}
