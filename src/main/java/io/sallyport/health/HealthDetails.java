package io.sallyport.health;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * A health check's details, one per number, WABA or target. With more than {@link #MOST} of them it
 * shows only those that need attention, and the total: an answer that probes fetch every few
 * seconds must stay small.
 *
 * @param kind what each is, such as {@code number}
 * @param inOrder whether one needs no attention
 * @param words the text shown for one
 */
record HealthDetails(String kind, Predicate<String> inOrder, Function<String, String> words) {

  static final int MOST = 100;

  HealthCheckResponse of(HealthCheckResponseBuilder health, Collection<String> all) {
    if (all.size() <= MOST) {
      all.forEach(one -> show(one, health));
      return health.build();
    }
    var others = all.stream().filter(inOrder.negate()).toList();
    others.stream().limit(MOST).forEach(one -> show(one, health));
    return health
        .withData(
            kind + "s",
            all.size()
                + ", "
                + others.size()
                + " of them not in order"
                + (others.size() > MOST ? "; " + MOST + " of these are shown" : ""))
        .build();
  }

  private void show(String one, HealthCheckResponseBuilder health) {
    health.withData(kind + " " + one, words.apply(one));
  }
}
