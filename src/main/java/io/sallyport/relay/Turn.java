package io.sallyport.relay;

import java.util.List;

/**
 * What a replica that wants to send to a target gets.
 *
 * @param lease whether it may
 * @param next letters it does not know yet, oldest first
 * @param from where to read on
 */
public record Turn(Lease lease, List<Waiting> next, String from, TargetState state) {

  /** Where to begin: with what another replica left. */
  public static final String START = "0-0";

  public Turn {
    next = List.copyOf(next);
  }

  /** Whose turn it is. */
  public enum Lease {
    /** Another replica's. */
    ANOTHERS,
    /** Still this one's. */
    KEPT,
    /** This one's from now on: everything is to be read from the start. */
    TAKEN
  }
}
