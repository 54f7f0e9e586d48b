package io.sallyport.redis;

import io.sallyport.admission.Held;
import io.sallyport.admission.IdempotencyStore.KeptAnswer;
import io.sallyport.admission.Quota;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Window;
import io.sallyport.policy.Facts;
import io.sallyport.policy.Grounds;
import io.sallyport.policy.PairRate;
import io.sallyport.policy.Rules;
import io.sallyport.pricing.Charge;
import io.sallyport.redis.AdmitScript.Explained;
import io.sallyport.redis.AdmitScript.Reply;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What admit.lua answers, by name; see there. */
@SuppressWarnings("EnumOrdinal") // as the script is generated
record AdmitReply(Response reply) {

  /** Whether the name does not lead to where it was looked for. */
  static boolean isStale(Response reply) {
    return reply.size() == 1;
  }

  /** Whether the send's Idempotency-Key was used before. */
  boolean isOfUsedKey() {
    return reply.get(0).toString().equals("key");
  }

  /** What is to be said of it: the word at 1, and what belongs to it. */
  Verdict usedKey() {
    return switch (reply.get(1).toString()) {
      case "reused" -> new Verdict.KeyReused();
      case "busy" -> new Verdict.InFlight(Instant.ofEpochSecond(reply.get(2).toLong()));
      case "done" -> new Verdict.Replayed(kept());
      default -> new Verdict.OutcomeUnknown();
    };
  }

  private KeptAnswer kept() {
    String type = reply.get(3).toString();
    return new KeptAnswer(
        reply.get(2).toInteger(), type.isEmpty() ? null : type, Bytes.of(reply.get(4)));
  }

  private Response get(Reply name) {
    return reply.get(name.ordinal());
  }

  long nowMillis() {
    return get(Reply.NOW_MS).toLong();
  }

  Window window() {
    Instant lastInbound = seconds(get(Reply.LAST_INBOUND));
    return switch (get(Reply.WINDOW).toString()) {
      case "open" ->
          new Window(
              Window.State.OPEN,
              Instant.ofEpochMilli(get(Reply.WINDOW_ENDS_MS).toLong()),
              lastInbound);
      case "closed" -> new Window(Window.State.CLOSED, null, lastInbound);
      default -> Window.UNKNOWN;
    };
  }

  Charge charge() {
    return Codes.charge(get(Reply.CHARGE).toString());
  }

  Held held() {
    String letters = get(Reply.HELD).toString();
    return letters.isEmpty()
        ? Held.NOTHING
        : new Held(
            letters.indexOf('s') >= 0,
            letters.indexOf('p') >= 0,
            letters.indexOf('t') >= 0,
            letters.indexOf('m') >= 0);
  }

  /** Held, in the letters of admit.lua. */
  static String letters(Held held) {
    return (held.marketingSlot() ? "s" : "")
        + (held.pairRate() ? "p" : "")
        + (held.throughput() ? "t" : "")
        + (held.marketingRate() ? "m" : "");
  }

  /** Of the rate that has less left. */
  Quota quota() {
    int pairLeft = get(Reply.PAIR_LEFT).toInteger();
    int throughputLeft = get(Reply.THROUGHPUT_LEFT).toInteger();
    if (throughputLeft < pairLeft) {
      return new Quota(get(Reply.PER_SECOND).toInteger(), throughputLeft, 1);
    }
    long whole = Math.max(0, get(Reply.PAIR_FULL_MS).toLong() - nowMillis());
    return new Quota(PairRate.BURST, pairLeft, (whole + 999) / 1000);
  }

  /** Meta's word on the portfolio's messaging limit, if any. */
  @Nullable String tier() {
    String tier = get(Reply.TIER).toString();
    return tier.isEmpty() ? null : tier;
  }

  @Nullable Grounds refusing() {
    return grounds(get(Reply.REFUSING));
  }

  @Nullable Grounds observed() {
    return grounds(get(Reply.OBSERVED));
  }

  /** One fact of an explanation. */
  Response explained(Explained name) {
    return get(Reply.EXPLANATION).get(name.ordinal());
  }

  /** Each rule's of an explanation, in their order. */
  List<Response> outcomes() {
    Response outcomes = explained(Explained.OUTCOMES);
    return IntStream.range(0, outcomes.size()).mapToObj(outcomes::get).toList();
  }

  /** Whether a rule looks at such a send at all. */
  static boolean applies(Response outcome) {
    return !outcome.get(1).toString().equals("not_applicable");
  }

  /** Reason, kind, and the facts by name; null for a rule that does not refuse. */
  static @Nullable Grounds grounds(Response outcome) {
    if (outcome.size() == 0) {
      return null;
    }
    String kind = outcome.get(1).toString();
    return kind.equals("pass") || kind.equals("not_applicable")
        ? null
        : Rules.ofLedger(outcome.get(0).toString()).grounds(kind, new ScriptFacts(outcome));
  }

  private record ScriptFacts(Response outcome) implements Facts {

    private @Nullable Response find(String name) {
      for (int i = 2; i + 1 < outcome.size(); i += 2) {
        if (outcome.get(i).toString().equals(name)) {
          return outcome.get(i + 1);
        }
      }
      return null;
    }

    private Response get(String name) {
      Response value = find(name);
      if (value == null) {
        throw new IllegalStateException("admit.lua left out " + name);
      }
      return value;
    }

    @Override
    public @Nullable Instant seconds(String name) {
      Response value = find(name);
      return value == null ? null : AdmitReply.seconds(value);
    }

    @Override
    public Instant millis(String name) {
      return Instant.ofEpochMilli(get(name).toLong());
    }

    @Override
    public int number(String name) {
      return get(name).toInteger();
    }

    @Override
    public String word(String name) {
      return get(name).toString();
    }
  }

  static @Nullable Instant seconds(Response value) {
    long at = value.toLong();
    return at == 0 ? null : Instant.ofEpochSecond(at);
  }
}
