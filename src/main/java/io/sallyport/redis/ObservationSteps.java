package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.Effect;
import io.sallyport.admission.Effect.Cause;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Answered;
import io.sallyport.admission.Observation.ConsentStated;
import io.sallyport.admission.Observation.Inbound;
import io.sallyport.admission.Observation.Named;
import io.sallyport.admission.Observation.Price;
import io.sallyport.admission.Observation.Renamed;
import io.sallyport.admission.Observation.SendFailed;
import io.sallyport.admission.Observation.SendProved;
import io.sallyport.admission.Observation.SendReported;
import io.sallyport.admission.Observation.Via;
import io.sallyport.contact.Contact;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.message.MetaError;
import io.sallyport.policy.Reason;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Observations as script calls, and their answers as effects. */
final class ObservationSteps {

  /** A window with less to run may have closed while the message travelled. */
  private static final long NEAR_THE_END = 60;

  private static final int MICROS = 1_000_000;

  private final Clock clock;
  private final String recordLife;
  private final Consumer<Effect> effects;
  private final ToIntFunction<String> throughput;

  ObservationSteps(
      Clock clock, String recordLife, Consumer<Effect> effects, ToIntFunction<String> throughput) {
    this.clock = clock;
    this.recordLife = recordLife;
    this.effects = effects;
    this.throughput = throughput;
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
        (observation instanceof Inbound ? inbound : rest).add(said(observation, first));
      }
      for (Contact other : observation.contact().others()) {
        Runnable whenFull =
            () -> {
              effects.accept(new Effect.NameNotLearned(number));
              if (saysMore(observation)) {
                rest.add(said(observation, other));
              }
            };
        names.add(Joining.named(number, other, first, observation.at(), recordLife, whenFull));
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
  private Step said(Observation observation, Contact name) {
    if (observation instanceof Inbound inbound) {
      return inbound(inbound, name);
    } else if (observation instanceof SendFailed failed) {
      return failed(failed, name);
    } else if (observation instanceof SendReported reported) {
      return reported(reported, name);
    } else if (observation instanceof ConsentStated stated) {
      return stated(stated, name);
    }
    return answered((Answered) observation, name);
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

  private Step failed(SendFailed failed, Contact name) {
    return step(
        Script.FAILED,
        failed,
        name,
        spendAndWindows(failed),
        List.of(
            at(failed),
            Marks.of(failed.wamid()),
            meaning(failed.code()),
            firstDay(failed.at()),
            Lives.FAILURES_REMEMBERED,
            Lives.EARLY_FAILURES_REMEMBERED,
            seconds(Window.LENGTH),
            recordLife,
            seconds(Lives.CONSENT)),
        answer -> {
          boolean thoughtOpen = answer.get(1).toString().equals(Codes.of(Window.State.OPEN));
          if (thoughtOpen && failed.code() == MetaError.RE_ENGAGEMENT.code()) {
            effects.accept(new Effect.ClosedAfterAll(failed.phoneNumberId(), cause(answer)));
          }
        });
  }

  private static Cause cause(Response answer) {
    Via via = Codes.via(answer.get(2).toString());
    long toRun = answer.get(3).toLong();
    if (toRun >= 0 && toRun <= NEAR_THE_END) {
      return Cause.AT_THE_END;
    }
    return switch (via) {
      case CALL -> Cause.CALL;
      case STANDBY -> Cause.STANDBY;
      case UNSUPPORTED -> Cause.UNSUPPORTED;
      case IMPORT -> Cause.IMPORT;
      case MESSAGE -> Cause.UNKNOWN;
    };
  }

  /** What an error says of the contact, in the words of failed.lua. */
  private static String meaning(int code) {
    if (code == MetaError.RE_ENGAGEMENT.code()) {
      return "shut";
    } else if (code == MetaError.NOT_DELIVERED_BY_CHOICE.code()) {
      return "rest";
    }
    return code == MetaError.MARKETING_STOPPED.code() ? "stop" : "";
  }

  private Step reported(SendReported reported, Contact name) {
    Price price = reported.price();
    Instant end = reported.freeEntryPointEnd();
    return step(
        Script.PRICED,
        reported,
        name,
        spend(reported),
        List.of(
            Marks.of(reported.wamid()),
            flag(reported.delivered()),
            price == null ? "" : word(price.kind()),
            price == null || price.category() == null ? "" : Codes.of(price.category()),
            end == null ? "0" : Long.toString(end.getEpochSecond()),
            firstDay(reported.at()),
            seconds(FreeEntryPoint.LENGTH),
            Lives.FREE_SENDS_REMEMBERED,
            recordLife,
            seconds(Lives.CONSENT)),
        answer -> priced(reported, answer));
  }

  private static String word(Price.Kind kind) {
    return switch (kind) {
      case REGULAR -> "r";
      case FREE_ENTRY_POINT -> "f";
      case FREE -> "s";
    };
  }

  private void priced(SendReported reported, Response answer) {
    String number = reported.phoneNumberId();
    String expected = answer.get(0).toString();
    Price price = reported.price();
    if (!expected.isEmpty() && price != null) {
      boolean billable = price.kind() == Price.Kind.REGULAR;
      effects.accept(new Effect.Priced(number, Codes.charge(expected), billable));
    }
    String contradicts = answer.get(2).toString();
    if (!contradicts.isEmpty()) {
      Reason reason = Codes.observed(contradicts);
      effects.accept(new Effect.DeliveredAfterAll(number, reason));
    }
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

  /** A status comes at most a month after its message was accepted (PF §1.3). */
  private static List<String> spend(Observation status) {
    YearMonth month = month(status.at());
    return List.of(
        Keys.spend(status.phoneNumberId(), month),
        Keys.spend(status.phoneNumberId(), month.minusMonths(1)));
  }

  private static List<String> spendAndWindows(Observation status) {
    List<String> keys = new ArrayList<>(spend(status));
    keys.add(Keys.windows(status.phoneNumberId()));
    return keys;
  }

  private static String firstDay(Instant at) {
    LocalDate first = month(at).atDay(1);
    return Long.toString(first.toEpochDay());
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }

  private static String at(Observation observation) {
    return Long.toString(observation.at().getEpochSecond());
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }
}
