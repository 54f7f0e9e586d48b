package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Answered;
import io.sallyport.ledger.Observation.ConsentStated;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Named;
import io.sallyport.ledger.Observation.Renamed;
import io.sallyport.ledger.Observation.RightHeard;
import io.sallyport.ledger.Observation.SendFailed;
import io.sallyport.ledger.Observation.SendProved;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Codes;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Step;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Observations as script calls, and their answers as effects. */
final class ObservationSteps {

  private static final int MICROS = 1_000_000;

  private static final Set<Via> ANSWERED_OTHERWISE = EnumSet.of(Via.CALL, Via.IMPORT, Via.EVENT);

  private final Clock clock;
  private final String recordLife;
  private final Consumer<Effect> effects;
  private final ToIntFunction<String> throughput;
  private final StatusSteps statuses;

  ObservationSteps(
      Clock clock, String recordLife, Consumer<Effect> effects, ToIntFunction<String> throughput) {
    this.clock = clock;
    this.recordLife = recordLife;
    this.effects = effects;
    this.throughput = throughput;
    this.statuses = new StatusSteps(recordLife, effects);
  }

  /**
   * The steps of observations, in stages: each has to be over before the next. A status or a
   * consent is about a contact under all its names, so these are joined before. A message under a
   * name that was left makes it somebody else's, so that is found out before it is joined to
   * others. Of names that stay two contacts, since one cannot have so many, each is told.
   *
   * @param leaving told of parked sends that may leave
   */
  List<List<Step>> of(List<? extends Observation> observations, Consumer<Leaving> leaving) {
    List<Step> renames = new ArrayList<>();
    List<Step> inbound = new ArrayList<>();
    List<Step> names = new ArrayList<>();
    List<Step> rest = new ArrayList<>();
    for (Observation observation : observations) {
      String number = observation.phoneNumberId();
      Contact first = observation.contact().first();
      if (observation instanceof Renamed renamed) {
        renames.add(MergeNames.leaving(number, renamed.left(), first, renamed.at(), recordLife));
      }
      if (saysMore(observation)) {
        (observation instanceof Inbound ? inbound : rest).addAll(said(observation, first, leaving));
      }
      for (Contact other : observation.contact().others()) {
        Runnable whenFull =
            () -> {
              effects.accept(new Effect.NameNotLearned(number));
              if (saysMore(observation)) {
                rest.addAll(said(observation, other, leaving));
              }
            };
        names.add(
            observation instanceof Renamed
                ? MergeNames.ofRenamed(number, other, first, observation.at(), recordLife)
                : MergeNames.named(number, other, first, observation.at(), recordLife, whenFull));
      }
    }
    return List.of(renames, inbound, names, rest);
  }

  /** Whether it says more than which names are whose, and is no proof of a send. */
  private static boolean saysMore(Observation observation) {
    return !(observation instanceof Renamed)
        && !(observation instanceof Named)
        && !(observation instanceof SendProved);
  }

  /** What was said, as told of one of the names. */
  private List<Step> said(Observation observation, Contact name, Consumer<Leaving> leaving) {
    if (observation instanceof SendFailed failed) {
      return statuses.failed(failed, name);
    } else if (observation instanceof SendReported reported) {
      return List.of(statuses.reported(reported, name));
    } else if (observation instanceof Inbound inbound) {
      return List.of(inbound(inbound, name, leaving));
    } else if (observation instanceof ConsentStated stated) {
      return List.of(stated(stated, name));
    } else if (observation instanceof RightHeard heard) {
      return List.of(RightSteps.heard(heard, name));
    }
    return List.of(answered((Answered) observation, name));
  }

  private Step inbound(Inbound inbound, Contact name, Consumer<Leaving> leaving) {
    String number = inbound.phoneNumberId();
    // One message is answered, and counts for the throughput, once.
    boolean isFirst = name.equals(inbound.contact().first());
    boolean waits = isFirst && !ANSWERED_OTHERWISE.contains(inbound.via());
    return step(
        inbound,
        name,
        () ->
            Script.INBOUND
                .call()
                .key("waiting", Keys.waiting(number))
                .key("number", Keys.number(number))
                .key("windows", Keys.windows(number))
                .key("open", QueueKeys.parkedOpen(number))
                .key("untold", QueueKeys.parkedUntold(number))
                .set("clock_offset", clock.offset())
                .set("at", at(inbound))
                .set("at_ms", millis(inbound))
                .set("via", Codes.of(inbound.via()))
                .set("from_ad", inbound.fromAd())
                .set("waits", waits)
                .set("interval", interval(throughput.applyAsInt(number)))
                .set("record_life", recordLife),
        answer -> opened(number, Script.INBOUND.answer(answer), leaving));
  }

  private void opened(String number, Answer answer, Consumer<Leaving> leaving) {
    if (answer.is("opened")) {
      effects.accept(new Effect.WindowOpened(number));
    }
    lists(answer, "leaving").forEach(list -> leaving.accept(new Leaving(number, list, false)));
    lists(answer, "under_way").forEach(list -> leaving.accept(new Leaving(number, list, true)));
  }

  private static List<String> lists(Answer answer, String name) {
    String all = answer.text(name);
    return all.isEmpty() ? List.of() : List.of(all.split(",", -1));
  }

  private static int interval(int perSecond) {
    return Math.max(1, MICROS / perSecond);
  }

  private static Step stated(ConsentStated stated, Contact name) {
    String word = !stated.optIn() ? "out" : stated.byContact() ? "in" : "put";
    return step(
        stated,
        name,
        () ->
            Script.CONSENT
                .call()
                .set("word", word)
                .set("at", at(stated))
                .set("source", stated.source()),
        answer -> {});
  }

  private Step answered(Answered answered, Contact name) {
    String number = answered.phoneNumberId();
    return step(
        answered,
        name,
        () ->
            Script.ANSWERED
                .call()
                .key("waiting", Keys.waiting(number))
                .set("at", at(answered))
                .set("record_life", recordLife),
        answer -> answered(number, answer.get(0).toLong()));
  }

  /** Settle.lua and answered.lua answer how long the contact had waited, s; -1 for not at all. */
  void answered(String number, long waited) {
    if (waited >= 0) {
      effects.accept(new Effect.FirstAnswer(number, Duration.ofSeconds(waited)));
    }
  }

  private static Step step(
      Observation observation, Contact name, Supplier<Call> call, Consumer<Response> answered) {
    return Step.onRecord(
        observation.phoneNumberId(),
        name,
        where -> call.get(),
        (where, answer) -> answered.accept(answer));
  }

  /** Nothing of whole seconds. */
  private static String millis(Observation observation) {
    long millis = observation.at().toEpochMilli();
    return millis % 1000 == 0 ? "" : Long.toString(millis);
  }

  private static long at(Observation observation) {
    return observation.at().getEpochSecond();
  }
}
