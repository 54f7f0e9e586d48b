package io.sallyport.doctor;

import java.util.List;

/** What the start-up checks warn of, in their words. */
public record StartWarnings(List<String> all) {

  public StartWarnings {
    all = List.copyOf(all);
  }
}
