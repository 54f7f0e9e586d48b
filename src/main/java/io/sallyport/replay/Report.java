package io.sallyport.replay;

import io.sallyport.pricing.Estimate;
import io.sallyport.replay.Outcome.Kind;
import io.sallyport.rule.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a replay found, counted. */
public final class Report {

  /** Decisions that are named of each change. */
  private static final int EXAMPLES = 3;

  /** What became of sends, and what would. */
  public record Change(Outcome before, Outcome after) {}

  /**
   * One decision.
   *
   * @param place for {@code before} of the list of decisions, which has it first in the next page
   * @param id the refusal's id; null when it was not refused
   */
  public record Example(String place, @Nullable String id, Instant at) {}

  /** How many, and some of them, the newest first. */
  public static final class Changed {
    private final List<Example> examples = new ArrayList<>();
    private long count;

    public long count() {
      return count;
    }

    public List<Example> examples() {
      return List.copyOf(examples);
    }

    private void add(Past past) {
      count++;
      if (examples.size() < EXAMPLES) {
        examples.add(new Example(past.place(), past.id(), past.at()));
      }
    }
  }

  /** How many there were, and would be. */
  public record Counts(long before, long after) {

    private Counts plus(Counts other) {
      return new Counts(before + other.before, after + other.after);
    }
  }

  /** Sums of money. */
  public record Cost(BigDecimal before, BigDecimal after) {

    private Cost plus(Cost other) {
      return new Cost(before.add(other.before), after.add(other.after));
    }
  }

  private final Map<Kind, Counts> kinds = new EnumMap<>(Kind.class);
  private final Map<Reason, Counts> reasons = new TreeMap<>();
  private final Map<Change, Changed> changes = new LinkedHashMap<>();
  private long judged;
  private long notJudged;
  private long unpriced;
  private final Map<String, Cost> costs = new TreeMap<>();
  private @Nullable Instant oldest;
  private @Nullable Instant newest;

  Report() {
    for (Kind kind : Kind.values()) {
      kinds.put(kind, new Counts(0, 0));
    }
  }

  void add(Verdict verdict) {
    Past past = verdict.past();
    count(past.outcome(), new Counts(1, 0));
    count(verdict.after(), new Counts(0, 1));
    oldest = oldest == null || past.at().isBefore(oldest) ? past.at() : oldest;
    newest = newest == null || past.at().isAfter(newest) ? past.at() : newest;
    if (!verdict.isJudged()) {
      notJudged++;
      return;
    }
    judged++;
    if (!verdict.after().equals(past.outcome())) {
      changes
          .computeIfAbsent(new Change(past.outcome(), verdict.after()), one -> new Changed())
          .add(past);
    }
    if (isUnpriced(verdict.costBefore()) || isUnpriced(verdict.costAfter())) {
      unpriced++;
    } else {
      cost(verdict.costBefore(), true);
      cost(verdict.costAfter(), false);
    }
  }

  private static boolean isUnpriced(@Nullable Estimate cost) {
    return cost != null && cost.amount() == null;
  }

  private void cost(@Nullable Estimate cost, boolean isBefore) {
    BigDecimal amount = cost == null ? null : cost.amount();
    if (cost != null && amount != null && cost.currency() != null) {
      Cost one = isBefore ? new Cost(amount, BigDecimal.ZERO) : new Cost(BigDecimal.ZERO, amount);
      costs.merge(cost.currency(), one, Cost::plus);
    }
  }

  private void count(Outcome outcome, Counts one) {
    kinds.merge(outcome.kind(), one, Counts::plus);
    if (outcome.reason() != null) {
      reasons.merge(outcome.reason(), one, Counts::plus);
    }
  }

  /** How many were judged. */
  public long judged() {
    return judged;
  }

  /** How many could not be judged, and count as they were. */
  public long notJudged() {
    return notJudged;
  }

  /** All there are, those not judged too. */
  public Map<Kind, Counts> kinds() {
    return kinds;
  }

  /** The same by the rule that refuses, or for which they wait or are replaced. */
  public Map<Reason, Counts> reasons() {
    return reasons;
  }

  /** What would be otherwise, the most first. */
  public List<Map.Entry<Change, Changed>> changes() {
    return changes.entrySet().stream()
        .sorted(Comparator.comparing(one -> -one.getValue().count()))
        .toList();
  }

  /** What those judged were expected to cost by the rate card, and would, by currency. */
  public Map<String, Cost> costs() {
    return costs;
  }

  /** How many of them have no price on the rate card; they are in no sum. */
  public long unpriced() {
    return unpriced;
  }

  /** When the oldest of all was decided; null without any. */
  public @Nullable Instant oldest() {
    return oldest;
  }

  public @Nullable Instant newest() {
    return newest;
  }
}
