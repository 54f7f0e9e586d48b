package io.sallyport.config;

import io.sallyport.budget.Budget;
import io.sallyport.template.Category;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes budgets of the keys under {@code sallyport.budgets}. */
public final class BudgetsReader {

  private BudgetsReader() {}

  /**
   * The budgets, sorted by their names.
   *
   * @param currencies of the rate card
   */
  public static List<Budget> read(
      Map<String, BudgetConfig> configured, SortedSet<String> currencies) {
    List<Budget> all = new ArrayList<>();
    new TreeMap<>(configured).forEach((name, budget) -> all.add(budget(name, budget, currencies)));
    return all;
  }

  private static Budget budget(String name, BudgetConfig given, SortedSet<String> currencies) {
    OptionalLong messages = given.messages();
    return new Budget(
        name,
        set(given.clients()),
        set(given.numbers()),
        set(given.categories()).stream().map(Category::new).collect(Collectors.toSet()),
        given.period(),
        given.amount().orElse(null),
        currency(given, currencies),
        messages.isPresent() ? messages.getAsLong() : null,
        given.soft());
  }

  private static Set<String> set(Optional<List<String>> words) {
    return new HashSet<>(words.orElse(List.of()));
  }

  /** In which a budget's cost is counted; null when it is not. */
  private static @Nullable String currency(BudgetConfig given, SortedSet<String> currencies) {
    if (given.currency().isPresent()) {
      return given.currency().get().toUpperCase(Locale.ROOT);
    }
    return given.amount().isPresent() && currencies.size() == 1 ? currencies.first() : null;
  }
}
