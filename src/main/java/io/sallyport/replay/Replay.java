package io.sallyport.replay;

import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.Kept;
import io.sallyport.ledger.Replays;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the remembered decisions of a number again. */
public final class Replay {

  /** Decisions that are read at a time: some hundred kilobytes. */
  private static final int PAGE = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Which decisions.
   *
   * @param from not older; null for all
   * @param to older than this; null for all
   * @param most of the newest of these
   */
  public record Range(@Nullable Instant from, @Nullable Instant to, int most) {

    private boolean has(Past past) {
      return (from == null || !past.at().isBefore(from)) && (to == null || past.at().isBefore(to));
    }
  }

  private final Policies policies;
  private final Tariff tariff;
  private final DecisionStore decisions;
  private final Replays ledger;

  /**
   * A replay.
   *
   * @param policies that decide now
   */
  public Replay(Policies policies, Tariff tariff, DecisionStore decisions, Replays ledger) {
    this.policies = policies;
    this.tariff = tariff;
    this.decisions = decisions;
    this.ledger = ledger;
  }

  /** What is in force. */
  public PolicySettings settings() {
    return policies.settings();
  }

  /**
   * Judges decisions by other settings. Blocks, and so is for a thread that no send needs.
   *
   * @throws RuntimeException when the store does not answer
   */
  public Report judge(BusinessNumber number, PolicySettings settings, Range range) {
    Policies changed = new Policies(policies.rules(), settings, tariff);
    Rejudge rejudge = new Rejudge(number, policies, changed, tariff, ledger);
    Report report = new Report();
    String before = null;
    int left = range.most();
    boolean more = true;
    while (more && left > 0) {
      List<Kept> page =
          decisions.recent(number.phoneNumberId(), before, PAGE).await().atMost(PATIENCE);
      List<Past> some = new ArrayList<>(page.size());
      more = page.size() == PAGE;
      for (Kept kept : page) {
        Past past = Past.of(kept);
        before = kept.place();
        // The list is in the order of when they were noted.
        more &= range.from() == null || !past.at().isBefore(range.from());
        if (range.has(past) && some.size() < left) {
          some.add(past);
        }
      }
      left -= some.size();
      rejudge.judge(some).forEach(report::add);
    }
    return report;
  }
}
