package io.sallyport.relay;

import java.time.Instant;

/**
 * A letter that waits for a target, without its bytes.
 *
 * @param place in the target's stream, oldest first
 * @param id the event id
 */
public record Waiting(String place, String id, OrderKeys order, Instant queuedAt, Tries tries) {

  Waiting with(Tries newer) {
    return new Waiting(place, id, order, queuedAt, newer);
  }
}
