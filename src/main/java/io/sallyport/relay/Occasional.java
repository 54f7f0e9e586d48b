package io.sallyport.relay;

import java.util.List;
import java.util.Set;

/**
 * Targets that may be very many and mostly have nothing waiting. They are not looked at one by one:
 * whatever is queued for one is noted in one place that all of them share, and only who stands
 * there is looked at (ADR 28).
 */
public interface Occasional {

  /** There are none. */
  Occasional NONE =
      new Occasional() {
        @Override
        public boolean has(String target) {
          return false;
        }

        @Override
        public List<String> wanting(Set<String> numbers) {
          return List.of();
        }
      };

  /** Whether there is such a target. */
  boolean has(String target);

  /** The targets that want deliveries about one of these phone number ids. */
  List<String> wanting(Set<String> numbers);
}
