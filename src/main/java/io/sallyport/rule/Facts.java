package io.sallyport.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a rule's part of the script refused on, by the names it gives to its facts. */
public interface Facts {

  /** A time in seconds; null when the script does not know it. */
  @Nullable Instant seconds(String name);

  /** A time in milliseconds. */
  Instant millis(String name);

  int number(String name);

  String word(String name);

  /** A time in seconds that the script always knows. */
  default Instant at(String name) {
    Instant at = seconds(name);
    if (at == null) {
      throw new IllegalStateException("the script left out " + name);
    }
    return at;
  }
}
