package io.sallyport.twin.kommo.faults;

import java.time.Duration;
import java.util.Set;

/**
 * A fault for the next calls.
 *
 * @param on the kind of call, {@link #ANY} for all
 * @param times how many calls; {@link #UNTIL_CLEARED} for all
 * @param delay of the answer, real time, for {@link KommoFault#SLOW}
 * @param accepts whether Kommo took the call although its answer is lost or wrong
 */
public record KommoFaultOrder(
    KommoFault fault, String on, int times, Duration delay, boolean accepts) {
  public static final int UNTIL_CLEARED = Integer.MAX_VALUE;
  public static final String ANY = "any";
  public static final Set<String> KINDS =
      Set.of(
          ANY,
          "connect",
          "disconnect",
          "new_message",
          "edit_message",
          "chats",
          "history",
          "typing",
          "react",
          "delivery_status",
          "rest",
          "attachments");

  public KommoFaultOrder {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1");
    }
    if (!KINDS.contains(on)) {
      throw new IllegalArgumentException("on must be one of " + KINDS);
    }
  }

  public static KommoFaultOrder of(KommoFault fault, String on, int times) {
    return new KommoFaultOrder(fault, on, times, Duration.ofSeconds(1), false);
  }

  public KommoFaultOrder withDelay(Duration to) {
    return new KommoFaultOrder(fault, on, times, to, accepts);
  }

  public KommoFaultOrder accepting() {
    return new KommoFaultOrder(fault, on, times, delay, true);
  }

  boolean concerns(String kind) {
    return on.equals(ANY) || on.equals(kind);
  }

  KommoFaultOrder withTimes(int to) {
    return new KommoFaultOrder(fault, on, to, delay, accepts);
  }
}
