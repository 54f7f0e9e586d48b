package io.sallyport.relay;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The targets' letters. Durable; shared by all replicas, of which one at a time sends to a target.
 * Every call fails when the store does not answer.
 */
public interface RelayStore {

  /** What came of queueing. */
  enum Queued {
    QUEUED,
    /** The same bytes were queued within 24 hours. */
    KNOWN,
    /** As many wait as may. */
    FULL
  }

  /** What came of burying. */
  enum Buried {
    BURIED,
    /** There are as many dead letters as may be: it waits on. */
    FULL,
    /** Another replica sends now. */
    NOT_OURS
  }

  /** Queues a letter for a target, unless it is known or too many wait. */
  Uni<Queued> queue(String target, Letter letter, OrderKeys order);

  /**
   * Takes or keeps the lease of a target, and reads on.
   *
   * @param from of the last turn, or {@link Turn#START}
   */
  Uni<Turn> take(String target, String from);

  /** Gives the lease back, if it is this replica's. */
  Uni<Void> giveBack(String target);

  /** A letter that waits; null when it does not any more. */
  Uni<@Nullable Letter> letter(String target, String place);

  /** The target has the letter: it is forgotten, and a pause is over. */
  Uni<Void> delivered(String target, String place);

  /**
   * Keeps what was tried of a letter.
   *
   * @param pause of the target, when it begins now
   */
  Uni<Void> failed(String target, String place, Tries tries, @Nullable Pause pause);

  /**
   * Makes a letter a dead one.
   *
   * @param pause of the target, when it begins now
   */
  Uni<Buried> bury(String target, String place, Tries tries, @Nullable Pause pause);

  /**
   * Dead letters, the oldest first.
   *
   * @param after the place to begin after; empty for the beginning
   */
  Uni<List<DeadLetter>> deadLetters(String target, String after, int limit);

  /**
   * Queues dead letters anew, whether or not they are known, and ends a pause of the target.
   *
   * @param places of those letters
   * @return how many: as long as not too many wait
   */
  Uni<Integer> replay(String target, List<String> places);

  /** The shared time, as last heard. */
  Instant now();
}
