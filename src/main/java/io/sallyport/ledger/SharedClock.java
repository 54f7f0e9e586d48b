package io.sallyport.ledger;

import java.time.Instant;

/** The ledger's time, which all replicas share. Everything that is decided or stored goes by it. */
@FunctionalInterface
public interface SharedClock {

  /** As last heard of the ledger; between two answers it goes on by the machine's clock. */
  Instant now();
}
