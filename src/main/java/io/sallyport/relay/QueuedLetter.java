package io.sallyport.relay;

import java.time.Instant;

/**
 * A letter queued for a target, without its bytes.
 *
 * @param place its entry id in the target's queue
 * @param id the event id
 */
public record QueuedLetter(
    String place, String id, OrderKeys order, Instant queuedAt, Tries tries) {

  QueuedLetter with(Tries newer) {
    return new QueuedLetter(place, id, order, queuedAt, newer);
  }
}
