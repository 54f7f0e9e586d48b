package io.sallyport.redis;

import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.sallyport.pricing.Charge;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The array admit.lua answers: window, now, window end, last inbound, charge, reserved, refusing,
 * observed; and when explaining rules, facts.
 */
record AdmitReply(Response reply) {

  /** Whether the name does not lead to where it was looked for. */
  static boolean isStale(Response reply) {
    return reply.size() == 1;
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

  boolean isCounted() {
    return reply.get(5).toInteger() == 1;
  }

  @Nullable Grounds refusing() {
    return grounds(reply.get(6));
  }

  @Nullable Grounds observed() {
    return grounds(reply.get(7));
  }

  /** One rule's of an explanation. */
  Response rule(int index) {
    return reply.get(8).get(index);
  }

  /** The facts of an explanation. */
  Response facts() {
    return reply.get(9);
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
      case "window_unknown" -> new Grounds.WindowUnknown(seconds(rule.get(1)));
      case "allowance_used" ->
          new Grounds.AllowanceUsed(
              rule.get(1).toInteger(), seconds(rule.get(2)), seconds(rule.get(3)));
      case "too_soon" -> new Grounds.TooSoon(at(rule.get(3)));
      case "cool_down" -> new Grounds.CoolDown(at(rule.get(1)), at(rule.get(3)));
      default -> throw new IllegalStateException("admit.lua answered " + outcome);
    };
  }

  static @Nullable Instant seconds(Response value) {
    long at = value.toLong();
    return at == 0 ? null : Instant.ofEpochSecond(at);
  }

  private static Instant at(Response value) {
    return Objects.requireNonNull(seconds(value), "admit.lua left a time out");
  }
}
