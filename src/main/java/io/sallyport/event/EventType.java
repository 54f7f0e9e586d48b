package io.sallyport.event;

import java.util.Optional;
import java.util.stream.Stream;

/** Which events there are, by the names CRMs know them by. */
public enum EventType {
  WINDOW_CLOSING("window.closing"),
  WINDOW_CLOSED("window.closed"),
  TEMPLATE_CHANGED("template.changed"),
  NUMBER_RESTRICTED("number.restricted"),
  CONTRADICTION("contradiction");

  private final String wire;

  EventType(String wire) {
    this.wire = wire;
  }

  /** {@code type} of the event. */
  public String wire() {
    return wire;
  }

  public static Optional<EventType> of(String wire) {
    return Stream.of(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }
}
