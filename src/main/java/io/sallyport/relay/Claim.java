package io.sallyport.relay;

import java.util.List;

/**
 * The store's answer to a replica that asks for a target's lease.
 *
 * @param lease whether the replica has it
 * @param letters those it has not read yet, oldest first; empty without the lease
 * @param cursor where to read on from
 */
public record Claim(Lease lease, List<QueuedLetter> letters, String cursor, TargetState state) {

  /** The first cursor: begins with the letters that another replica left undelivered. */
  public static final String START = "0-0";

  public Claim {
    letters = List.copyOf(letters);
  }

  /** Who has the lease. */
  public enum Lease {
    /** Another replica has it. */
    HELD_ELSEWHERE,
    /** This replica still has it. */
    RENEWED,
    /** This replica has just acquired it, and must read all letters from the start. */
    ACQUIRED
  }
}
