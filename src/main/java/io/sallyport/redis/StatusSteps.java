package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.Effect;
import io.sallyport.admission.Effect.Cause;
import io.sallyport.admission.Observation;
import io.sallyport.admission.Observation.Price;
import io.sallyport.admission.Observation.SendFailed;
import io.sallyport.admission.Observation.SendReported;
import io.sallyport.admission.Observation.Via;
import io.sallyport.contact.Contact;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.message.MetaError;
import io.sallyport.policy.Reason;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What became of messages, as script calls, and their answers as effects. */
final class StatusSteps {

  /** A window with less to run may have closed while the message travelled. */
  private static final long NEAR_THE_END = 60;

  private static final String ALL_PARTICIPANTS = "all";
  private static final String NOTHING = "-";

  private final String recordLife;
  private final Consumer<Effect> effects;

  StatusSteps(String recordLife, Consumer<Effect> effects) {
    this.recordLife = recordLife;
    this.effects = effects;
  }

  /** What a failed message means, as told of one of the contact's names. */
  List<Step> failed(SendFailed failed, Contact name) {
    if (!failed.contact().first().isGroup()) {
      return List.of(failedSend(failed, name));
    }
    Step group = group(failed, failed.wamid(), failed.participant(), "f", null, failed.code());
    // In this order: what was charged for the message is known to the first. A participant does not
    // speak for the group.
    return failed.participant() == null ? List.of(group, failedSend(failed, name)) : List.of(group);
  }

  private Step failedSend(SendFailed failed, Contact name) {
    return step(
        Script.FAILED,
        failed,
        name,
        spendAnd(Keys.windows(failed.phoneNumberId()), failed),
        List.of(
            Long.toString(failed.at().getEpochSecond()),
            Marks.of(failed.wamid()),
            meaning(failed.code()),
            firstDay(failed.at()),
            Lives.FAILURES_REMEMBERED,
            Lives.EARLY_FAILURES_REMEMBERED,
            seconds(Window.LENGTH),
            recordLife,
            seconds(Lives.CONSENT)),
        answer -> closed(failed, failed.code(), answer, 1));
  }

  /** Takes window when the send left, how the inbound is known, seconds to run, from there on. */
  private void closed(Observation status, int code, Response answer, int from) {
    boolean thoughtOpen = answer.get(from).toString().equals(Codes.of(Window.State.OPEN));
    if (thoughtOpen && code == MetaError.RE_ENGAGEMENT.code()) {
      Via via = Codes.via(answer.get(from + 1).toString());
      Cause cause = cause(via, answer.get(from + 2).toLong());
      effects.accept(new Effect.ClosedAfterAll(status.phoneNumberId(), cause));
    }
  }

  private static Cause cause(Via via, long toRun) {
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

  /** What a status says, as told of one of the contact's names. */
  Step reported(SendReported reported, Contact name) {
    if (reported.contact().first().isGroup()) {
      String state = reported.delivered() ? "d" : NOTHING;
      return group(reported, reported.wamid(), reported.participant(), state, reported.price(), 0);
    }
    Price price = reported.price();
    Instant end = reported.freeEntryPointEnd();
    return step(
        Script.PRICED,
        reported,
        name,
        spend(reported),
        List.of(
            Marks.of(reported.wamid()),
            reported.delivered() ? "1" : "0",
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
    contradicted(number, answer.get(2).toString());
  }

  private void contradicted(String number, String observed) {
    if (!observed.isEmpty()) {
      Reason reason = Codes.observed(observed);
      effects.accept(new Effect.DeliveredAfterAll(number, reason));
    }
  }

  private Step group(
      Observation status,
      String wamid,
      @Nullable Contact participant,
      String state,
      @Nullable Price price,
      int code) {
    Contact group = status.contact().first();
    Contact charged = participant == null ? group : participant;
    return step(
        Script.GROUP,
        status,
        group,
        spendAnd(Keys.groupMessage(status.phoneNumberId(), wamid), status),
        List.of(
            Marks.of(wamid),
            participant == null ? ALL_PARTICIPANTS : Marks.of(participant.id()),
            Codes.ofCountry(charged.country()),
            state,
            price == null ? NOTHING : word(price.kind()),
            price == null || price.category() == null ? NOTHING : Codes.of(price.category()),
            firstDay(status.at()),
            seconds(Window.LENGTH),
            seconds(Lives.GROUP_MESSAGE),
            recordLife,
            seconds(Lives.CONSENT)),
        answer -> group(status, code, answer));
  }

  private void group(Observation status, int code, Response answer) {
    String number = status.phoneNumberId();
    for (int i = answer.get(0).toInteger(); i > 0; i--) {
      boolean billable = answer.get(1).toInteger() == 1;
      effects.accept(new Effect.Priced(number, Codes.charge(answer.get(2).toString()), billable));
    }
    contradicted(number, answer.get(3).toString());
    closed(status, code, answer, 4);
  }

  private static Step step(
      Script script,
      Observation status,
      Contact name,
      List<String> keys,
      List<String> arguments,
      Consumer<Response> answered) {
    return Step.onRecord(
        script,
        status.phoneNumberId(),
        name,
        keys,
        arguments,
        (where, answer) -> answered.accept(answer));
  }

  /**
   * A status comes at most a month after its message was accepted (platform-facts.md#time-to-live).
   */
  private static List<String> spend(Observation status) {
    YearMonth month = month(status.at());
    return List.of(
        Keys.spend(status.phoneNumberId(), month),
        Keys.spend(status.phoneNumberId(), month.minusMonths(1)));
  }

  private static List<String> spendAnd(String key, Observation status) {
    List<String> keys = new ArrayList<>(spend(status));
    keys.add(key);
    return keys;
  }

  private static String firstDay(Instant at) {
    LocalDate first = month(at).atDay(1);
    return Long.toString(first.toEpochDay());
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atOffset(ZoneOffset.UTC));
  }
}
