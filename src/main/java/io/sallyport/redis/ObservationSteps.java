package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.Effect;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Answered;
import io.sallyport.admission.Observation.ConsentStated;
import io.sallyport.admission.Observation.Inbound;
import io.sallyport.admission.Observation.Named;
import io.sallyport.admission.Observation.Renamed;
import io.sallyport.admission.Observation.SendFailed;
import io.sallyport.admission.Observation.SendProved;
import io.sallyport.admission.Observation.SendReported;
import io.sallyport.admission.Observation.Via;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Observations as script calls, and their answers as effects. */
final class ObservationSteps {

  private static final int MICROS = 1_000_000;

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
   */
  List<List<Step>> of(List<? extends Observation> observations) {
    List<Step> renames = new ArrayList<>();
    List<Step> inbound = new ArrayList<>();
    List<Step> names = new ArrayList<>();
    List<Step> rest = new ArrayList<>();
    for (Observation observation : observations) {
      String number = observation.phoneNumberId();
      Contact first = observation.contact().first();
      if (observation instanceof Renamed renamed) {
        renames.add(Joining.leaving(number, renamed.left(), first, renamed.at(), recordLife));
      }
      if (saysMore(observation)) {
        (observation instanceof Inbound ? inbound : rest).addAll(said(observation, first));
      }
      for (Contact other : observation.contact().others()) {
        Runnable whenFull =
            () -> {
              effects.accept(new Effect.NameNotLearned(number));
              if (saysMore(observation)) {
                rest.addAll(said(observation, other));
              }
            };
        names.add(
            observation instanceof Renamed
                ? Joining.ofRenamed(number, other, first, observation.at(), recordLife)
                : Joining.named(number, other, first, observation.at(), recordLife, whenFull));
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
  private List<Step> said(Observation observation, Contact name) {
    if (observation instanceof SendFailed failed) {
      return statuses.failed(failed, name);
    } else if (observation instanceof SendReported reported) {
      return List.of(statuses.reported(reported, name));
    } else if (observation instanceof Inbound inbound) {
      return List.of(inbound(inbound, name));
    } else if (observation instanceof ConsentStated stated) {
      return List.of(stated(stated, name));
    }
    return List.of(answered((Answered) observation, name));
  }

  private Step inbound(Inbound inbound, Contact name) {
    String number = inbound.phoneNumberId();
    // One message is answered, and counts for the throughput, once.
    boolean isFirst = name.equals(inbound.contact().first());
    boolean waits = isFirst && inbound.via() != Via.CALL && inbound.via() != Via.IMPORT;
    return step(
        Script.INBOUND,
        inbound,
        name,
        List.of(Keys.waiting(number), Keys.number(number), Keys.windows(number)),
        List.of(
            clock.offset(),
            at(inbound),
            seconds(Window.LENGTH),
            Codes.of(inbound.via()),
            flag(inbound.fromAd()),
            flag(waits),
            Lives.WAITING_REMEMBERED,
            seconds(Lives.WAITING),
            Lives.ADS_REMEMBERED,
            recordLife,
            seconds(Lives.CONSENT),
            interval(throughput.applyAsInt(number)),
            seconds(Lives.NUMBER),
            seconds(Lives.WINDOWS)),
        answer -> {
          if (answer.get(0).toInteger() == 1) {
            effects.accept(new Effect.WindowOpened(number));
          }
        });
  }

  private static String interval(int perSecond) {
    return Integer.toString(Math.max(1, MICROS / perSecond));
  }

  private static Step stated(ConsentStated stated, Contact name) {
    String word = !stated.optIn() ? "out" : stated.byContact() ? "in" : "put";
    return step(
        Script.CONSENT,
        stated,
        name,
        List.of(),
        List.of(word, at(stated), stated.source(), seconds(Lives.CONSENT)),
        answer -> {});
  }

  private Step answered(Answered answered, Contact name) {
    String number = answered.phoneNumberId();
    return step(
        Script.ANSWERED,
        answered,
        name,
        List.of(Keys.waiting(number)),
        List.of(at(answered), seconds(Lives.WAITING), recordLife, seconds(Lives.CONSENT)),
        answer -> answered(number, answer));
  }

  /** Settle.lua's and answered.lua's answer starts with how long the contact had waited. */
  void answered(String number, Response answer) {
    long waited = answer.get(0).toLong();
    if (waited >= 0) {
      effects.accept(new Effect.FirstAnswer(number, Duration.ofSeconds(waited)));
    }
  }

  private static Step step(
      Script script,
      Observation observation,
      Contact name,
      List<String> keys,
      List<String> arguments,
      Consumer<Response> answered) {
    return Step.onRecord(
        script,
        observation.phoneNumberId(),
        name,
        keys,
        arguments,
        (where, answer) -> answered.accept(answer));
  }

  private static String at(Observation observation) {
    return Long.toString(observation.at().getEpochSecond());
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }
}
