package io.sallyport.gateway;

import io.sallyport.admission.Observation;
import java.util.List;

/** One line of an import, as it was read. */
sealed interface ImportLine {

  /** What the business states of one contact; it is applied as a whole. */
  record Stated(List<Observation> observations) implements ImportLine {
    public Stated {
      observations = List.copyOf(observations);
      if (observations.isEmpty()) {
        throw new IllegalArgumentException("nothing stated");
      }
    }
  }

  /**
   * A line that changes nothing.
   *
   * @param why a sentence for the person who made the line; it repeats no phone number
   */
  record Faulty(String why) implements ImportLine {}
}
