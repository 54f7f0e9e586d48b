package io.sallyport.http.importing;

import io.sallyport.ledger.Observation;
import java.util.List;

/** The result of reading one line of an import. */
sealed interface ImportLine {

  /** What the business states about one contact; stored as a whole. */
  record Stated(List<Observation> observations) implements ImportLine {
    public Stated {
      observations = List.copyOf(observations);
      if (observations.isEmpty()) {
        throw new IllegalArgumentException("nothing stated");
      }
    }
  }

  /**
   * An invalid line, which changes nothing.
   *
   * @param why a sentence for whoever made the file; it contains no phone number
   */
  record Faulty(String why) implements ImportLine {}
}
