package io.sallyport.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader finds what would find nothing. */
class PromQlTest {

  private static final Map<String, Series> KNOWN =
      Map.of(
          "sent_total", new Series("sent_total", true, Map.of("kind", Set.of("a", "b"))),
          "slow_bucket", new Series("slow_bucket", true, Map.of("le", Set.of())),
          "waiting", new Series("waiting", false, Map.of("number", Set.of())),
          "capacity", new Series("capacity", false, Map.of("number", Set.of())));

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "sum by (kind) (rate(sent_total[5m])) > 0.5 @ [kind]",
        "60 * sum(increase(sent_total{kind=~\"a|b\"}[1h])) @ []",
        "max(waiting{number=~\"$number\"}) by (number) @ [number]",
        "max by (number) (waiting / capacity) > 0.8 @ [number]",
        "waiting > 0 and on (number) capacity == 0 @ [number]",
        "histogram_quantile(0.99, sum by (le) (rate(slow_bucket[5m]))) @ []",
        "capacity or max_over_time(waiting[1h]) @ [number]",
        "absent(waiting) @ []"
      })
  void understands(String expression, String labels) {
    assertThat(PromQl.labels(KNOWN, expression)).hasToString(labels);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(send_total[5m]))",
        "sent_total",
        "rate(waiting[5m])",
        "rate(sent_total)",
        "sum by (colour) (waiting)",
        "waiting{colour=\"red\"}",
        "sum(rate(sent_total{kind=\"c\"}[5m]))",
        "sum(rate(sent_total{kind=~\"a|c\"}[5m]))",
        "waiting / sum(capacity)",
        "waiting and on (kind) capacity",
        "histogram_quantile(0.99, sum(rate(slow_bucket[5m])))",
        "guess(waiting)",
        "max(waiting",
        "waiting capacity",
        "waiting[5m]",
        "waiting ; capacity"
      })
  void refuses(String expression) {
    assertThatThrownBy(() -> PromQl.labels(KNOWN, expression)).isInstanceOf(AssertionError.class);
  }
}
