package io.sallyport.redis.ledger;

import static io.sallyport.redis.core.TimesToLive.seconds;
import static java.util.stream.Collectors.toSet;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Codes;
import io.sallyport.redis.core.ContactScripts;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Marks;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Step;
import io.sallyport.redis.core.TimeLimit;
import io.sallyport.redis.core.TimesToLive;
import io.sallyport.rule.PageTerms;
import io.sallyport.rule.Terms;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The ledger on Redis: one script per call, one round trip. The scripts keep what Meta said (the
 * newest inbound, the failures) and derive every verdict from it, so that order and repetition of
 * webhooks cannot matter.
 */
public final class RedisLedger implements Ledger, LedgerUpdates {

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
   * @param timeout after which a send is undecided, and a webhook not stored
   * @param lookBack how far back an allowance looks: records live long enough to enforce it
   * @param effects told what was noticed
   * @param roundTrip told how long each admission took, ns
   * @param throughput messages per second a number is configured to have
   * @param settleTimes when settlements go that waited for others
   */
  public RedisLedger(
      Scripts scripts,
      Clock clock,
      Duration timeout,
      Duration lookBack,
      Consumer<Effect> effects,
      LongConsumer roundTrip,
      ToIntFunction<String> throughput,
      SettleTimes settleTimes) {
    this(scripts, clock, timeout, lookBack, effects, roundTrip, throughput, settleTimes, false);
  }

  /**
   * The same.
   *
   * @param remembers whether verdicts have what they stood on
   */
  public RedisLedger(
      Scripts scripts,
      Clock clock,
      Duration timeout,
      Duration lookBack,
      Consumer<Effect> effects,
      LongConsumer roundTrip,
      ToIntFunction<String> throughput,
      SettleTimes settleTimes,
      boolean remembers) {
    this.redis = scripts.redis();
    this.scripts = scripts;
    this.contacts = new ContactScripts(scripts);
    this.clock = clock;
    this.limit = new TimeLimit(timeout);
    Duration life = TimesToLive.record(lookBack);
    this.recordLife = seconds(life);
    this.admit = remembers ? AdmitScript.remembering(life) : AdmitScript.deciding(life);
    this.effects = effects;
    this.steps = new ObservationSteps(clock, recordLife, effects, throughput);
    this.settlements = new Settlements(scripts, limit, recordLife, steps, settleTimes);
    this.proofs = new Proofs(clock, effects);
    this.roundTrip = roundTrip;
  }

  @Override
  public Future<Verdict> admit(
      String phoneNumberId, Contact contact, Terms terms, SendContext context) {
    Admission admission = new Admission(phoneNumberId, contact, terms, context, clock);
    return decide(terms, context.key(), admission);
  }

  private Future<Verdict> decide(Terms terms, @Nullable IdempotencyKey key, Admission admission) {
    long asked = System.nanoTime();
    Future<Void> running = admission.run(contacts, admit, aliases);
    return limit
        .of(running)
        .transform(
            answered -> {
              roundTrip.accept(System.nanoTime() - asked);
              if (answered.succeeded()) {
                return Future.succeededFuture(admission.verdict());
              }
              if (terms.marketing() != null || terms.channel() != null) {
                GiveBack.after(running, () -> release(admission.reservation()));
              }
              if (key != null) {
                Call freeing = RedisIdempotency.freeing(admission.phoneNumberId(), key);
                GiveBack.after(running, () -> limit.of(scripts.run(freeing)));
              }
              return Future.succeededFuture(new Verdict.Undecided());
            });
  }

  @Override
  public Future<Void> commit(Reservation reservation, Acceptance acceptance) {
    if (reservation.billing().isNone()) {
      // What it holds stays held, and nothing is counted.
      return Future.succeededFuture();
    }
    Settlement settlement = Settlement.of(reservation, Marks.of(acceptance.wamid()));
    List<Step> names = otherNames(reservation, acceptance);
    // Apart from the names: those may be repeated, and a send is counted once.
    return names.isEmpty()
        ? settlements.settle(settlement)
        : contacts.runAll(names, limit::of).compose(joined -> settlements.settle(settlement));
  }

  private List<Step> otherNames(Reservation reservation, Acceptance acceptance) {
    List<Step> names = new ArrayList<>(1);
    for (Contact name : acceptance.names()) {
      if (!name.equals(reservation.contact())) {
        names.add(
            MergeNames.answered(
                reservation.phoneNumberId(),
                reservation.contact(),
                name,
                reservation.at(),
                recordLife,
                () -> effects.accept(new Effect.NameNotLearned(reservation.phoneNumberId()))));
      }
    }
    return names;
  }

  /** Settles now whatever waits to be settled together with others. */
  public Future<Void> settleWaiting() {
    return settlements.settleWaiting();
  }

  /** The same of some numbers; never fails. */
  public Future<Void> settleWaiting(Set<String> phoneNumberIds) {
    return settlements.settleWaiting(phoneNumberIds);
  }

  @Override
  public Future<Void> release(Reservation reservation) {
    return reservation.held().isNothing()
        ? Future.succeededFuture()
        : settlements.settle(Settlement.of(reservation, ""));
  }

  @Override
  public Future<Void> shut(Reservation refused, Terms terms) {
    boolean isWeek = PageTerms.hasWeek(terms);
    if (refused.window() == Window.State.OPEN
        || (isWeek && refused.window() == Window.State.CLOSED)) {
      effects.accept(new Effect.ClosedAfterAll(refused.phoneNumberId(), Effect.Cause.UNKNOWN));
    }
    return limit.of(contacts.run(RightSteps.shut(refused, isWeek)));
  }

  @Override
  public Future<List<Leaving>> observe(List<? extends Observation> observations) {
    List<Settlement> proved = new ArrayList<>();
    List<Leaving> leaving = new ArrayList<>();
    // What Meta says of a message finds it counted, also right after it was accepted.
    Future<Void> done =
        settleWaiting(observations.stream().map(Observation::phoneNumberId).collect(toSet()))
            .compose(settled -> contacts.runAll(proofs.of(observations, proved::add), limit::of))
            .compose(found -> settleAll(proved));
    for (List<Step> stage : steps.of(observations, leaving::add)) {
      done = done.compose(before -> contacts.runAll(stage, limit::of));
    }
    return done.map(leaving);
  }

  private Future<Void> settleAll(List<Settlement> all) {
    return Future.join(all.stream().map(settlements::settle).toList()).mapEmpty();
  }

  @Override
  public Future<Void> observe(NumberNews news) {
    if (news instanceof NumberNews.Connection connection) {
      return covering(news.phoneNumberId(), NumberWords.call(connection, clock.offset()));
    }
    return limit.of(scripts.run(NumberWords.call(news))).mapEmpty();
  }

  @Override
  public Future<Boolean> isDisabled(String phoneNumberId) {
    Request ban = Request.cmd(Command.HGET).arg(Keys.number(phoneNumberId)).arg(NumberWords.BAN);
    return limit.of(redis.send(ban)).map(NumberWords::isDisabled);
  }

  @Override
  public Future<Void> cover(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    return covering(phoneNumberId, covered(phoneNumberId, afterGap, newest));
  }

  /** A call that answers why coverage starts by it, if it does. */
  private Future<Void> covering(String phoneNumberId, Call call) {
    return limit
        .of(scripts.run(call))
        .onSuccess(answer -> started(phoneNumberId, Codes.gap(answer.toLong())))
        .mapEmpty();
  }

  private Call covered(String phoneNumberId, boolean afterGap, @Nullable Instant newest) {
    return Script.COVERED
        .call()
        .key("number", Keys.number(phoneNumberId))
        .set("clock_offset", clock.offset())
        .set("after_gap", afterGap)
        .set("newest", newest == null ? 0 : newest.getEpochSecond());
  }

  private void started(String phoneNumberId, @Nullable Gap gap) {
    if (gap != null) {
      effects.accept(new Effect.CoverageStarted(phoneNumberId, gap));
    }
  }

  @Override
  public Future<Void> forget(String phoneNumberId, Contact contact) {
    return settleWaiting(Set.of(phoneNumberId))
        .compose(settled -> limit.of(contacts.run(new Forgetting(phoneNumberId, contact))));
  }

  @Override
  public Instant now() {
    return clock.now();
  }
}
