package io.sallyport.link;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Whose turn it is: a work is one replica's at a time, and all works together make one call of a
 * server after another. Costs nothing while nobody works. Every call fails when the store does not
 * answer.
 */
public interface Turns {

  /**
   * An answer.
   *
   * @param isOurs whether the work is this replica's
   * @param delay until it may call, or until the other's lease ends at the latest; zero for now
   */
  record Turn(boolean isOurs, Duration delay) {

    /** Whether it may call now; then {@link #called} has to be told. */
    public boolean isNow() {
      return isOurs && delay.isZero();
    }
  }

  /**
   * Takes or keeps a work, and asks to call the server.
   *
   * @param lease for how long the work stays this replica's
   * @param longestCall for how long nobody else calls, if {@link #called} is never told
   */
  Future<Turn> take(String server, String work, Duration lease, Duration longestCall);

  /** The call is over: nobody makes the next one sooner than that. */
  Future<Void> called(String server, Duration pause);

  /**
   * Keeps a work that is this replica's without calling.
   *
   * @param lease zero to give it back
   */
  Future<Void> hold(String server, String work, Duration lease);
}
