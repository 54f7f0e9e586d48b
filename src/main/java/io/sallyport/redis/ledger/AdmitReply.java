package io.sallyport.redis.ledger;

import io.sallyport.contact.Window;
import io.sallyport.ledger.Held;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.ledger.Quota;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.Charge;
import io.sallyport.redis.core.Answer;
import io.sallyport.redis.core.Bytes;
import io.sallyport.redis.core.Codes;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.PairRate;
import io.sallyport.rule.Terms;
import io.vertx.redis.client.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What admit.lua answers about a send.
 *
 * @param terms it was asked on
 */
record AdmitReply(Terms terms, Answer answer) {

  static AdmitReply of(Terms terms, Response response) {
    return new AdmitReply(terms, AdmitScript.answer("answer", response));
  }

  /** Whether the name does not lead to where it was looked for. */
  static boolean isStale(Response response) {
    return response.size() == 1;
  }

  /** Whether the send's Idempotency-Key was used before. */
  static boolean isOfUsedKey(Response response) {
    return response.get(0).toString().equals("key");
  }

  /** What is to be said of it. */
  static Verdict usedKey(Response response) {
    Answer used = AdmitScript.answer("answer_used", response);
    return switch (used.text("how")) {
      case "reused" -> new Verdict.KeyReused();
      case "busy" -> new Verdict.InFlight(Instant.ofEpochSecond(used.number("until_at")));
      case "done" ->
          new Verdict.Replayed(
              new KeptAnswer(
                  used.count("status"), used.textIfAny("type"), Bytes.of(used.get("body"))));
      default -> new Verdict.OutcomeUnknown();
    };
  }

  long nowMillis() {
    return answer.number("now_ms");
  }

  Window window() {
    Instant lastInbound = answer.seconds("last_inbound");
    return switch (answer.text("window")) {
      case "open" -> new Window(Window.State.OPEN, answer.millis("window_ends_ms"), lastInbound);
      case "closed" -> new Window(Window.State.CLOSED, null, lastInbound);
      default -> Window.UNKNOWN;
    };
  }

  /** Null where nothing is charged. */
  @Nullable Charge charge() {
    return terms.billing().isNone() ? null : Codes.charge(answer.text("charge"));
  }

  Held held() {
    return Codes.held(answer.text("held"));
  }

  /** Of the rate that has less left; null where there is none. */
  @Nullable Quota quota() {
    if (terms.channel() != null) {
      return null;
    }
    int pairLeft = answer.count("pair_left");
    int throughputLeft = answer.count("throughput_left");
    if (throughputLeft < pairLeft) {
      return new Quota(answer.count("per_second"), throughputLeft, 1);
    }
    long whole = Math.max(0, answer.number("pair_full_ms") - nowMillis());
    return new Quota(PairRate.BURST, pairLeft, (whole + 999) / 1000);
  }

  /** Meta's word on the portfolio's messaging limit, if any. */
  @Nullable String tier() {
    return answer.textIfAny("tier");
  }

  /** What the verdict stood on, where that was asked for. */
  @Nullable String facts() {
    return answer.has("facts") ? answer.text("facts") : null;
  }

  @Nullable Grounds refusing() {
    return grounds("refusing");
  }

  @Nullable Grounds observed() {
    return grounds("observed");
  }

  private @Nullable Grounds grounds(String which) {
    RuleAnswer outcome = RuleAnswer.ofAny(terms.rules(), answer.get(which));
    return outcome == null ? null : outcome.grounds();
  }

  /** What is told beside when the script explains. */
  Answer explanation() {
    return AdmitScript.answer("answer_explanation", answer.get("explanation"));
  }
}
