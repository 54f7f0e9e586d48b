package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.instead.DeferredState;
import io.sallyport.message.MetaError;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a send of Kommo's ended, in Kommo's terms. */
sealed interface Ending {

  /** Meta took it. */
  record Accepted(String wamid) implements Ending {}

  /** It is not sent; the manager reads why at the message. */
  record Failed(int code, String sentence) implements Ending {}

  /**
   * It is to be tried again, the same message by the same key.
   *
   * @param isTrouble whether that is because something does not work, and not a matter of a rate
   */
  record Wait(Duration length, boolean isTrouble) implements Ending {}

  /** It waits among the deferred sends under this id, which let it out by themselves. */
  record Deferred(String id) implements Ending {}

  /** Kommo's codes of what became of a message. */
  int TOKEN = 902;

  int UNKNOWN = 903;
  int NOT_ON_WHATSAPP = 904;
  int OTHER = 905;

  Duration SOON = Duration.ofSeconds(2);

  ObjectMapper JSON = new ObjectMapper();

  /**
   * What a decision means.
   *
   * @param mayWait whether what does not work may still be tried again
   */
  static Ending of(Decision decision, Instant now, boolean mayWait) {
    if (decision.outcome() instanceof Outcome.Answered answered) {
      return mayWait && answered.isRetryable() && !answered.isAccepted()
          ? new Wait(SOON, true)
          : ofMeta(answered.status(), answered.body());
    } else if (decision.result() instanceof Result.Replayed replayed) {
      return ofMeta(replayed.answer().status(), replayed.answer().body());
    } else if (decision.result() instanceof Result.Waits waits) {
      return new Deferred(waits.id());
    }
    Refusal refusal = decision.refusal();
    return refusal == null
        ? new Failed(UNKNOWN, "The gateway failed while it decided.")
        : ofRefusal(refusal, now, mayWait);
  }

  private static Ending ofRefusal(Refusal refusal, Instant now, boolean mayWait) {
    Reason reason = refusal.reason();
    Instant next = refusal.nextAt();
    if (reason == Reason.PAIR_RATE || reason == Reason.THROUGHPUT) {
      return new Wait(next == null ? SOON : until(next, now), false);
    }
    boolean isTrouble =
        reason == Reason.UNDECIDED
            || reason == Reason.IN_FLIGHT
            || reason == Reason.UPSTREAM_UNREACHABLE;
    return isTrouble && mayWait
        ? new Wait(SOON, true)
        : new Failed(codeOf(reason.wire()), refusal.details());
  }

  /** What became of a send that was deferred. */
  static Ending of(DeferredState state, Instant now) {
    Instant next = state.notBefore();
    String told = state.answer() == null ? "It is not known why." : state.answer();
    return switch (state.state()) {
      case QUEUED -> new Wait(next == null ? SOON : until(next, now).plus(SOON), false);
      case SENDING, PARKED, HELD -> new Wait(SOON, false);
      case SENT, REFUSED ->
          state.status() == null
              ? new Failed(codeOf(state.reason()), told)
              : ofMeta(state.status(), told.getBytes(UTF_8));
      case UNKNOWN ->
          new Failed(UNKNOWN, "WhatsApp did not answer: it may have been sent, or not.");
      case CANCELLED -> new Failed(OTHER, "It was taken back before it was sent.");
      case EXPIRED -> new Failed(OTHER, "It waited too long.");
    };
  }

  private static Duration until(Instant next, Instant now) {
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  /**
   * Kommo's code for a reason.
   *
   * @param reason a word of {@link Reason}; null or another for none of them
   */
  private static int codeOf(@Nullable String reason) {
    if (Reason.TOKEN_REFUSED.wire().equals(reason)) {
      return TOKEN;
    }
    Set<String> unknown =
        Set.of(
            Reason.UNDECIDED.wire(),
            Reason.IN_FLIGHT.wire(),
            Reason.UPSTREAM_UNREACHABLE.wire(),
            Reason.OUTCOME_UNKNOWN.wire());
    return reason != null && unknown.contains(reason) ? UNKNOWN : OTHER;
  }

  private static Ending ofMeta(int status, byte[] body) {
    SendAnswer answer = SendAnswer.read(body);
    if (answer.wamid() != null && status < 300) {
      return new Accepted(answer.wamid());
    }
    try {
      JsonNode error = JSON.readTree(body).path("error");
      if (error.isObject()) {
        Failed failed = failed(error.path("code").asInt(0), sentence(error));
        // Of a refusal with 5xx Meta blames itself, whatever its code.
        return status >= 500 && failed.code() == OTHER
            ? new Failed(UNKNOWN, failed.sentence())
            : failed;
      }
    } catch (IOException noJson) {
      // Not Meta's own answer.
    }
    return new Failed(status >= 500 ? UNKNOWN : OTHER, "Meta answered with HTTP " + status + ".");
  }

  /** Meta's word about a send, at once or in a status. */
  static Failed failed(int code, String sentence) {
    if (code == MetaError.ACCESS_TOKEN.code()) {
      return new Failed(TOKEN, sentence);
    } else if (code == MetaError.UNDELIVERABLE.code()) {
      return new Failed(NOT_ON_WHATSAPP, sentence);
    }
    boolean isMetas =
        code == MetaError.SOMETHING_WENT_WRONG.code()
            || code == MetaError.SERVICE_UNAVAILABLE.code();
    return new Failed(isMetas ? UNKNOWN : OTHER, sentence);
  }

  /** What Meta says of an error, in a status or an answer. */
  static String sentence(JsonNode error) {
    String details = error.path("error_data").path("details").asText("");
    String message = error.path("message").asText(error.path("title").asText(""));
    String said = details.isEmpty() ? message : details;
    return said.isEmpty()
        ? "Meta gave no reason (code " + error.path("code").asInt(0) + ")."
        : said;
  }
}
