package io.sallyport.meters;

import io.sallyport.overview.Counted;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** What the meters have counted since the start, for the overview. */
@Singleton
public final class Counts {

  private final DecisionMeters decisions;
  private final Meters meters;

  Counts(DecisionMeters decisions, Meters meters) {
    this.decisions = decisions;
    this.meters = meters;
  }

  /** By what is counted; a copy. */
  public Map<Counted, Long> now() {
    Map<Counted, Long> all = new HashMap<>();
    decisions.addTo(all);
    meters.addContradictionsTo(all);
    return all;
  }
}
