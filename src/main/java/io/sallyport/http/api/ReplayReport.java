package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.replay.Outcome;
import io.sallyport.replay.Outcome.Kind;
import io.sallyport.replay.Report;
import io.sallyport.replay.Report.Cost;
import io.sallyport.replay.Report.Counts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a replay found.
 *
 * @param judged decisions that were judged again
 * @param notJudged those that stay as they were, since what they stood on is not known
 * @param from when the oldest of both was decided; null without any
 * @param before what became of both: passed, refused, replaced, deferred
 * @param after what would
 * @param reasons the same by the rule
 * @param changes what would be otherwise, the most first
 * @param prices what the judged ones cost, one for each currency of the rate card
 * @param unpriced those that the rate card has no price for; they are in no sum
 */
@RegisterForReflection
public record ReplayReport(
    long judged,
    @JsonProperty("not_judged") long notJudged,
    @Nullable Instant from,
    @Nullable Instant to,
    Map<String, Long> before,
    Map<String, Long> after,
    Map<String, BeforeAndAfter> reasons,
    List<Change> changes,
    List<Price> prices,
    long unpriced) {

  /** How many there were, and would be. */
  @RegisterForReflection
  public record BeforeAndAfter(long before, long after) {}

  /**
   * Sends that would have another end.
   *
   * @param examples some of them, the newest first
   */
  @RegisterForReflection
  public record Change(End before, End after, long count, List<Example> examples) {}

  /**
   * What becomes of a send.
   *
   * @param decision passed, refused, replaced or deferred
   * @param reason the rule; null when it passes
   */
  @RegisterForReflection
  public record End(String decision, @Nullable String reason) {

    static End of(Outcome outcome) {
      return new End(
          outcome.kind().wire(), outcome.reason() == null ? null : outcome.reason().wire());
    }
  }

  /**
   * A decision.
   *
   * @param id the refusal's, as in {@code fbtrace_id}; null when it was not refused
   * @param place in the list of decisions
   */
  @RegisterForReflection
  public record Example(@Nullable String id, String place, Instant at) {}

  /** What sends were expected to cost, and would. */
  @RegisterForReflection
  public record Price(
      String currency, BigDecimal before, BigDecimal after, BigDecimal difference) {}

  static ReplayReport of(Report report) {
    Map<String, Long> before = new TreeMap<>();
    Map<String, Long> after = new TreeMap<>();
    for (Map.Entry<Kind, Counts> one : report.kinds().entrySet()) {
      before.put(one.getKey().wire(), one.getValue().before());
      after.put(one.getKey().wire(), one.getValue().after());
    }
    Map<String, BeforeAndAfter> reasons = new TreeMap<>();
    report
        .reasons()
        .forEach(
            (reason, counts) ->
                reasons.put(reason.wire(), new BeforeAndAfter(counts.before(), counts.after())));
    return new ReplayReport(
        report.judged(),
        report.notJudged(),
        report.oldest(),
        report.newest(),
        before,
        after,
        reasons,
        report.changes().stream().map(one -> change(one.getKey(), one.getValue())).toList(),
        report.costs().entrySet().stream().map(one -> price(one.getKey(), one.getValue())).toList(),
        report.unpriced());
  }

  private static Price price(String currency, Cost cost) {
    return new Price(currency, cost.before(), cost.after(), cost.after().subtract(cost.before()));
  }

  private static Change change(Report.Change change, Report.Changed changed) {
    return new Change(
        End.of(change.before()),
        End.of(change.after()),
        changed.count(),
        changed.examples().stream()
            .map(one -> new Example(one.id(), one.place(), one.at()))
            .toList());
  }
}
