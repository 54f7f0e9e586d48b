package io.sallyport.redis;

import io.sallyport.admission.Held;
import io.sallyport.admission.IdempotencyStore.KeptAnswer;
import io.sallyport.admission.Quota;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.sallyport.pricing.Charge;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The array admit.lua answers: see there. */
record AdmitReply(Response reply) {

  /** Whether the name does not lead to where it was looked for. */
  static boolean isStale(Response reply) {
    return reply.size() == 1;
  }

  /** Whether the send's Idempotency-Key was used before. */
  boolean isOfUsedKey() {
    return reply.get(0).toString().equals("key");
  }

  /** What is to be said of it. */
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

  long nowMillis() {
    return reply.get(1).toLong();
  }

  Window window() {
    return switch (reply.get(0).toString()) {
      case "open" ->
          new Window(
              Window.State.OPEN,
              Instant.ofEpochMilli(reply.get(2).toLong()),
              seconds(reply.get(3)));
      case "closed" -> new Window(Window.State.CLOSED, null, seconds(reply.get(3)));
      default -> Window.UNKNOWN;
    };
  }

  Charge charge() {
    return Codes.charge(reply.get(4).toString());
  }

  Held held() {
    String letters = reply.get(5).toString();
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
    int pairLeft = reply.get(8).toInteger();
    int throughputLeft = reply.get(10).toInteger();
    int perSecond = reply.get(11).toInteger();
    if (throughputLeft < pairLeft) {
      return new Quota(perSecond, throughputLeft, 1);
    }
    long whole = Math.max(0, reply.get(9).toLong() - nowMillis());
    return new Quota(EncodedTerms.PAIR_BURST, pairLeft, (whole + 999) / 1000);
  }

  /** Meta's word on the portfolio's messaging limit, if any. */
  @Nullable String tier() {
    String tier = reply.get(12).toString();
    return tier.isEmpty() ? null : tier;
  }

  @Nullable Grounds refusing() {
    return grounds(reply.get(6));
  }

  @Nullable Grounds observed() {
    return grounds(reply.get(7));
  }

  /** One rule's of an explanation. */
  Response rule(int index) {
    return reply.get(13).get(index);
  }

  /** The facts of an explanation. */
  Response facts() {
    return reply.get(14);
  }

  /** Whether a rule looks at such a send at all. */
  static boolean applies(Response rule) {
    return !rule.get(0).toString().equals("none");
  }

  static @Nullable Grounds grounds(Response rule) {
    if (rule.size() == 0) {
      return null;
    }
    String outcome = rule.get(0).toString();
    return switch (outcome) {
      case "pass", "none" -> null;
      case "restricted" ->
          new Grounds.Restricted(rule.get(1).toInteger() == 1, seconds(rule.get(3)));
      case "opted_out" -> new Grounds.OptedOut(at(rule.get(1)));
      case "no_opt_in" -> new Grounds.NoOptIn();
      case "window_closed" -> new Grounds.WindowClosed(seconds(rule.get(1)), seconds(rule.get(2)));
      case "left" -> new Grounds.NameLeft(at(rule.get(1)));
      case "window_unknown" -> new Grounds.WindowUnknown(seconds(rule.get(1)));
      case "allowance_used" ->
          new Grounds.AllowanceUsed(
              rule.get(1).toInteger(), seconds(rule.get(2)), seconds(rule.get(3)));
      case "too_soon" -> new Grounds.TooSoon(at(rule.get(3)));
      case "cool_down" -> new Grounds.CoolDown(at(rule.get(1)), at(rule.get(3)));
      case "quiet_hours" -> new Grounds.QuietHours(at(rule.get(3)));
      case "blocked_country" -> new Grounds.BlockedCountry(rule.get(4).toString());
      case "marketing_rate" -> new Grounds.MarketingRate(millis(rule.get(3)));
      case "pair_rate" -> new Grounds.PairRate(millis(rule.get(3)));
      case "throughput" -> new Grounds.Throughput(rule.get(1).toInteger(), millis(rule.get(3)));
      default -> throw new IllegalStateException("admit.lua answered " + outcome);
    };
  }

  static @Nullable Instant seconds(Response value) {
    long at = value.toLong();
    return at == 0 ? null : Instant.ofEpochSecond(at);
  }

  private static Instant millis(Response value) {
    return Instant.ofEpochMilli(value.toLong());
  }

  private static Instant at(Response value) {
    return Objects.requireNonNull(seconds(value), "admit.lua left a time out");
  }
}
