package io.sallyport.relay;

import java.time.Duration;

/** What an operator may want to know of. */
public sealed interface RelayEvent {

  /** The target it happened to. */
  String target();

  /** A letter came, and was queued or not. */
  record Arrived(String target, RelayStore.Queued outcome) implements RelayEvent {}

  /** The target has a letter, so long after it was queued. */
  record Delivered(String target, Duration after) implements RelayEvent {}

  /** A try failed. */
  record TryFailed(String target, String error) implements RelayEvent {}

  /** A letter is not tried any more. */
  record Died(String target, String id, String error) implements RelayEvent {}

  /** There is no room for a dead letter. */
  record DeadLettersFull(String target) implements RelayEvent {}

  /** The target is not tried any more, but for probes. */
  record Paused(String target, String why) implements RelayEvent {}

  /** The target is tried again. */
  record Resumed(String target) implements RelayEvent {}

  /** No target wanted a delivery. */
  record Unwanted() implements RelayEvent {
    @Override
    public String target() {
      return "";
    }
  }
}
