package io.sallyport.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class HealthDetailsTest {

  private final HealthDetails details =
      new HealthDetails("number", one -> !one.endsWith("7"), one -> "seen " + one);

  private Map<String, Object> of(int size) {
    List<String> all = IntStream.range(0, size).mapToObj(Integer::toString).toList();
    HealthCheckResponse health = details.of(HealthCheckResponse.named("All").up(), all);
    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    return health.getData().orElse(Map.of());
  }

  @Test
  void showsEachOfFew() {
    assertThat(of(100))
        .hasSize(100)
        .containsEntry("number 0", "seen 0")
        .doesNotContainKey("numbers");
    assertThat(of(0)).isEmpty();
  }

  @Test
  void showsThoseOfManyThatAreNotInOrder() {
    assertThat(of(101))
        .hasSize(11)
        .containsEntry("numbers", "101, 10 of them not in order")
        .containsEntry("number 97", "seen 97");
  }

  @Test
  void showsNoMoreThanAnybodyReads() {
    assertThat(of(10_000))
        .hasSize(101)
        .containsEntry("numbers", "10000, 1000 of them not in order; 100 of these are shown");
  }

  @Test
  void asksForNoWordsThatAreNotShown() {
    HealthDetails silent =
        new HealthDetails(
            "number",
            one -> true,
            one -> {
              throw new AssertionError(one);
            });

    HealthCheckResponse health =
        silent.of(HealthCheckResponse.named("All").down(), Collections.nCopies(101, "one"));

    assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    assertThat(health.getData().orElseThrow()).hasSize(1);
  }
}
