package io.sallyport.ops;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * What health shows of many: of each of them, or when there are more than anybody reads, and than a
 * probe should carry every few seconds, of those that are not in order, and how many there are.
 *
 * @param kind what they are, such as {@code number}
 * @param inOrder whether one needs nobody's attention
 * @param words what is shown of one
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
