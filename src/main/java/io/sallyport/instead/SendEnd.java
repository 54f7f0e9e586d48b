package io.sallyport.instead;

import io.sallyport.instead.DeferredState.State;
import io.sallyport.rule.Reason;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a send ends that waited.
 *
 * @param state {@link State#SENT}, {@link State#REFUSED} or {@link State#UNKNOWN}
 * @param reason why it did not leave; null when Meta answered
 * @param status of Meta's answer; null without one
 * @param answer Meta's answer, or what the refusal says
 */
public record SendEnd(
    State state, @Nullable Reason reason, @Nullable Integer status, @Nullable String answer) {

  /** Meta took or refused it. */
  static SendEnd answered(int status, byte[] body) {
    State state = status >= 200 && status < 300 ? State.SENT : State.REFUSED;
    return new SendEnd(state, null, status, new String(body, StandardCharsets.UTF_8));
  }

  /** It did not leave, and is not tried again. */
  public static SendEnd refused(Reason reason, @Nullable String details) {
    return new SendEnd(State.REFUSED, reason, null, details);
  }

  /** Nobody knows whether it has left. */
  public static SendEnd unknown(@Nullable Reason reason) {
    return new SendEnd(State.UNKNOWN, reason, null, null);
  }
}
