package io.sallyport.budget;

import io.sallyport.pricing.Charge;
import io.sallyport.pricing.Tariff;
import io.sallyport.template.Category;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The budgets that are configured, which of them apply to a send, and what it costs them. */
public final class Budgets {

  private final List<Budget> all;
  private final Function<Set<String>, ZoneId> zones;
  private final Tariff tariff;
  private final Supplier<Instant> clock;

  /**
   * @param zones by whose midnights periods begin: of a budget's numbers, none for all
   * @param clock the ledger's
   */
  public Budgets(
      List<Budget> all,
      Function<Set<String>, ZoneId> zones,
      Tariff tariff,
      Supplier<Instant> clock) {
    this.all = List.copyOf(all);
    this.zones = zones;
    this.tariff = tariff;
    this.clock = clock;
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Sorted by their names. */
  public List<Budget> all() {
    return all;
  }

  /** A budget in its period of now. */
  public CurrentBudget current(Budget budget) {
    return at(budget, clock.get());
  }

  private CurrentBudget at(Budget budget, Instant time) {
    return budget.at(time, zones.apply(budget.numbers()));
  }

  /** The same in the period before. */
  public CurrentBudget before(CurrentBudget current) {
    return at(current.budget(), current.since().minusMillis(1));
  }

  /**
   * What a send takes; null when no budget applies to it.
   *
   * @param id of its reservation
   * @param client who sends: a client's name
   * @param country the recipient's; null when it is not known
   * @param charge what is expected; null when nothing is charged
   */
  public @Nullable Spending spending(
      String id,
      String client,
      String number,
      Category category,
      @Nullable String country,
      @Nullable Charge charge) {
    Instant now = clock.get();
    List<CurrentBudget> found = current(budget -> budget.covers(client, number, category), now);
    return found.isEmpty()
        ? null
        : new Spending(
            id, cost(charge != null && charge.isBillable(), category, country, now), found);
  }

  /** Those that a message of the number may count in. */
  public List<CurrentBudget> ofNumber(String number) {
    return current(budget -> budget.coversNumber(number), clock.get());
  }

  private List<CurrentBudget> current(Predicate<Budget> isOne, Instant now) {
    List<CurrentBudget> found = new ArrayList<>(all.size());
    for (Budget budget : all) {
      if (isOne.test(budget)) {
        found.add(at(budget, now));
      }
    }
    return found;
  }

  /** What a message of the category costs by the rate card. */
  public Cost cost(boolean charged, Category category, @Nullable String country, Instant at) {
    return new Cost(
        charged,
        tariff.price(country, category, at.atOffset(ZoneOffset.UTC).toLocalDate()).orElse(null));
  }
}
