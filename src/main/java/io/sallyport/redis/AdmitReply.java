package io.sallyport.redis;

import io.sallyport.admission.Reservation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Window;
import io.sallyport.policy.Grounds;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The array admit.lua answers: outcome, window, now, window end, last inbound, facts, next. */
record AdmitReply(Response reply) {

  long nowMillis() {
    return reply.get(2).toLong();
  }

  Verdict verdict(Reservation reservation) {
    String outcome = reply.get(0).toString();
    return switch (outcome) {
      case "admitted" -> new Verdict.Admitted(window(), null);
      case "reserved" -> new Verdict.Admitted(window(), reservation);
      default -> new Verdict.Refused(window(), grounds(outcome));
    };
  }

  private Grounds grounds(String outcome) {
    return switch (outcome) {
      case "opted_out" -> new Grounds.OptedOut(at(5));
      case "window_closed" -> new Grounds.WindowClosed(seconds(4), seconds(5));
      case "window_unknown" -> new Grounds.WindowUnknown(seconds(5));
      case "allowance_used" ->
          new Grounds.AllowanceUsed(reply.get(5).toInteger(), seconds(6), seconds(7));
      case "too_soon" -> new Grounds.TooSoon(at(7));
      case "cool_down" -> new Grounds.CoolDown(at(5), at(7));
      default -> throw new IllegalStateException("admit.lua answered " + outcome);
    };
  }

  private Window window() {
    return switch (reply.get(1).toString()) {
      case "open" ->
          new Window(Window.State.OPEN, Instant.ofEpochMilli(reply.get(3).toLong()), seconds(4));
      case "closed" -> new Window(Window.State.CLOSED, null, seconds(4));
      default -> Window.UNKNOWN;
    };
  }

  private @Nullable Instant seconds(int index) {
    long at = reply.get(index).toLong();
    return at == 0 ? null : Instant.ofEpochSecond(at);
  }

  private Instant at(int index) {
    return Objects.requireNonNull(seconds(index), "admit.lua left a time out");
  }
}
