package io.sallyport.relay;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The targets' queues of letters: durable and shared by all replicas. One replica at a time, the
 * one with the target's lease, sends to a target. Every call fails when the store does not answer.
 */
public interface RelayStore {

  /** Result of {@link #queue}. */
  enum Queued {
    QUEUED,
    /** The same bytes were queued within 24 hours. */
    KNOWN,
    /** The target's queue is full. */
    FULL
  }

  /** Result of {@link #bury}. */
  enum Buried {
    BURIED,
    /** The target has the most dead letters it may have; the letter stays in the queue. */
    FULL,
    /** Another replica has the lease now. */
    NOT_OURS
  }

  /** Queues a letter for a target, unless it is a duplicate or the queue is full. */
  Uni<Queued> queue(String target, Letter letter, OrderKeys order);

  /**
   * Acquires or renews a target's lease and, if this replica has it, reads the next letters.
   *
   * @param cursor the last answer's {@link Claim#cursor}, or {@link Claim#START}
   */
  Uni<Claim> take(String target, String cursor);

  /** Releases the lease, if this replica has it. */
  Uni<Void> giveBack(String target);

  /** A queued letter with its bytes; null when it is not in the queue any more. */
  Uni<@Nullable Letter> letter(String target, String place);

  /** The target took the letter: removes it, and ends a pause. */
  Uni<Void> delivered(String target, String place);

  /**
   * Stores a failed attempt.
   *
   * @param pause of the target, if the failure begins one
   */
  Uni<Void> failed(String target, String place, Tries tries, @Nullable Pause pause);

  /**
   * Moves a letter to the dead letters.
   *
   * @param pause of the target, if the failure begins one
   */
  Uni<Buried> bury(String target, String place, Tries tries, @Nullable Pause pause);

  /**
   * Dead letters, the oldest first.
   *
   * @param after the place of the last one of the previous page; empty for the first page
   */
  Uni<List<DeadLetter>> deadLetters(String target, String after, int limit);

  /**
   * Queues dead letters again, even as duplicates, until the queue is full, and ends a pause.
   *
   * @param places of those letters
   * @return how many were queued
   */
  Uni<Integer> replay(String target, List<String> places);

  /** Forgets all there is of a target: what waits, and its dead letters. */
  Uni<Void> drop(String target);

  /** Notes that something is about to be queued for an {@link Occasional} target. */
  Uni<Void> wake(String target);

  /**
   * The occasional targets for which something may wait; the value says when that was noted, ms.
   */
  Uni<Map<String, Long>> awake();

  /** Nothing waits for an occasional target, unless it was woken after {@code noted}. */
  Uni<Void> rest(String target, long noted);

  /** The store's time, as estimated from its last answer. */
  Instant now();
}
