package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.Effect.Cause;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Price;
import io.sallyport.ledger.Observation.SendFailed;
import io.sallyport.ledger.Observation.SendReported;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.message.MetaError;
import io.sallyport.pricing.Charge;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Codes;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Marks;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Step;
import io.sallyport.rule.Reason;
import io.sallyport.template.Category;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of messages, as script calls, and their answers as effects. */
final class StatusSteps {

  /** A window with less to run may have closed while the message travelled. */
  private static final long NEAR_THE_END = 60;

  private static final String ALL_PARTICIPANTS = "all";

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
    Step group =
        group(failed, failed.wamid(), failed.participant(), Codes.FAILED, null, failed.code());
    // In this order: what was charged for the message is known to the first. A participant does not
    // speak for the group.
    return failed.participant() == null ? List.of(group, failedSend(failed, name)) : List.of(group);
  }

  private Step failedSend(SendFailed failed, Contact name) {
    return step(
        failed,
        name,
        () ->
            call(Script.FAILED, failed)
                .key("windows", Keys.windows(failed.phoneNumberId()))
                .set("at", failed.at().getEpochSecond())
                .set("mark", Marks.of(failed.wamid()))
                .set("meaning", meaning(failed.code())),
        response -> closed(failed, failed.code(), Script.FAILED.answer(response)));
  }

  /** Failed.lua and group.lua answer what was thought of the window when the send left. */
  private void closed(Observation status, int code, Answer answer) {
    boolean thoughtOpen = answer.text("window").equals(Codes.of(Window.State.OPEN));
    if (thoughtOpen && code == MetaError.RE_ENGAGEMENT.code()) {
      Cause cause = cause(Codes.via(answer.text("via")), answer.number("to_run"));
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
      case MESSAGE, EVENT -> Cause.UNKNOWN;
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
      String state = reported.delivered() ? Codes.DELIVERED : Codes.NOTHING_HEARD;
      return group(reported, reported.wamid(), reported.participant(), state, reported.price(), 0);
    }
    Price price = reported.price();
    Instant end = reported.freeEntryPointEnd();
    return step(
        reported,
        name,
        () ->
            call(Script.PRICED, reported)
                .set("mark", Marks.of(reported.wamid()))
                .set("delivered", reported.delivered())
                .set("price", price == null ? "" : word(price.kind()))
                .set("category", category(price, ""))
                .set("free_entry_ends", end == null ? 0 : end.getEpochSecond()),
        response -> priced(reported, Script.PRICED.answer(response)));
  }

  private static String category(@Nullable Price price, String none) {
    return price == null || price.category() == null ? none : Codes.of(price.category());
  }

  private static String word(Price.Kind kind) {
    return switch (kind) {
      case REGULAR -> Codes.of(Charge.REGULAR);
      case FREE_ENTRY_POINT -> Codes.of(Charge.FREE_ENTRY_POINT);
      case FREE -> Codes.of(Charge.FREE_CUSTOMER_SERVICE);
    };
  }

  private void priced(SendReported reported, Answer answer) {
    String number = reported.phoneNumberId();
    String expected = answer.text("expected");
    Price price = reported.price();
    if (!expected.isEmpty() && price != null) {
      boolean billable = price.kind() == Price.Kind.REGULAR;
      effects.accept(new Effect.Priced(number, Codes.charge(expected), billable));
      pricedAsAi(number, price);
    }
    contradicted(number, answer.text("contradicts"));
  }

  private void pricedAsAi(String number, @Nullable Price price) {
    if (price != null && Category.GENERAL_PURPOSE_AI.equals(price.category())) {
      effects.accept(new Effect.AiPriced(number));
    }
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
        status,
        group,
        () ->
            call(Script.GROUP, status)
                .key("message", Keys.groupMessage(status.phoneNumberId(), wamid))
                .set("mark", Marks.of(wamid))
                .set(
                    "participant",
                    participant == null ? ALL_PARTICIPANTS : Marks.of(participant.id()))
                .set("country", Codes.ofCountry(charged.country()))
                .set("state", state)
                .set("price", price == null ? Codes.NOTHING_HEARD : word(price.kind()))
                .set("category", category(price, Codes.NOTHING_HEARD)),
        response -> group(status, price, code, Script.GROUP.answer(response)));
  }

  private void group(Observation status, @Nullable Price price, int code, Answer answer) {
    String number = status.phoneNumberId();
    for (int i = answer.count("priced"); i > 0; i--) {
      Charge expected = Codes.charge(answer.text("expected"));
      effects.accept(new Effect.Priced(number, expected, answer.is("billable")));
      pricedAsAi(number, price);
    }
    contradicted(number, answer.text("contradicts"));
    closed(status, code, answer);
  }

  private static Step step(
      Observation status, Contact name, Supplier<Call> call, Consumer<Response> answered) {
    return Step.onRecord(
        status.phoneNumberId(),
        name,
        where -> call.get(),
        (where, answer) -> answered.accept(answer));
  }

  /**
   * What the scripts for statuses are all told. A status comes at most a month after its message
   * was accepted (platform-facts.md#time-to-live).
   */
  private Call call(Script script, Observation status) {
    YearMonth month = Keys.month(status.at());
    return script
        .call()
        .key("spend", Keys.spend(status.phoneNumberId(), month))
        .key("spend_before", Keys.spend(status.phoneNumberId(), month.minusMonths(1)))
        .set("first_day", month.atDay(1).toEpochDay())
        .set("record_life", recordLife);
  }
}
