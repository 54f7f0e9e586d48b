package io.sallyport.instead;

import java.time.Instant;
import java.util.List;

/**
 * Why a send is held, and how long.
 *
 * @param why as the client's {@code hold} has it
 */
public record HeldFor(List<String> why, Instant since, Instant until) {

  public HeldFor {
    why = List.copyOf(why);
  }
}
