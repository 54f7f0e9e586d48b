package io.sallyport.event;

import java.util.Optional;
import java.util.stream.Stream;

/** The types of the gateway's own events. */
public enum EventType {
  WINDOW_CLOSING("window.closing"),
  WINDOW_CLOSED("window.closed"),
  TEMPLATE_CHANGED("template.changed"),
  NUMBER_RESTRICTED("number.restricted"),
  CONTRADICTION("contradiction"),
  TOKEN_EXPIRING("token.expiring"),
  SEND_EXPIRED("send.expired"),
  BUDGET_SOFT("budget.soft"),
  AI_CHARGED("ai.charged"),
  REPLY_OVERDUE("reply.overdue");

  private final String wire;

  EventType(String wire) {
    this.wire = wire;
  }

  /** The event's {@code type}, as CRMs see it. */
  public String wire() {
    return wire;
  }

  public static Optional<EventType> of(String wire) {
    return Stream.of(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }
}
