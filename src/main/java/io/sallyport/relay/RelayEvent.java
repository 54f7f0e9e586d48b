package io.sallyport.relay;

import java.time.Duration;

/** What happens in the relay, for meters and logs. */
public sealed interface RelayEvent {

  /** The target it happened to. */
  String target();

  /** An {@link Occasional} target gets its first letter since this replica started. */
  record Begun(Sender sender) implements RelayEvent {
    @Override
    public String target() {
      return sender.target();
    }
  }

  /** A letter came for the target. */
  record Arrived(String target, RelayStore.Queued outcome) implements RelayEvent {}

  /** The target took a letter, {@code after} it was queued. */
  record Delivered(String target, Duration after) implements RelayEvent {}

  /** An attempt to deliver failed. */
  record TryFailed(String target, String error) implements RelayEvent {}

  /** A letter became a dead letter. */
  record Died(String target, String id, String error) implements RelayEvent {}

  /** A letter should become a dead letter, but the target has the most it may have. */
  record DeadLettersFull(String target) implements RelayEvent {}

  /** The target is sent only probes from now on. */
  record Paused(String target, String why) implements RelayEvent {}

  /** The target takes letters again. */
  record Resumed(String target) implements RelayEvent {}

  /** The target is there no more. */
  record Removed(String target) implements RelayEvent {}

  /** No target wanted a delivery. */
  record Unwanted() implements RelayEvent {
    @Override
    public String target() {
      return "";
    }
  }
}
