package io.sallyport.app;

import io.sallyport.config.BudgetConfig;
import io.sallyport.config.RateCardFile;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.kommo.KommoAccount;
import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is wrong with the keys under {@code sallyport.budgets}, and with {@code
 * sallyport.pricing.payment-threshold}; each names the key and the fix.
 */
final class BudgetChecks {

  private static final String CARD = "sallyport.pricing.rate-card";
  private static final String THRESHOLD = "sallyport.pricing.payment-threshold";

  /** Beyond what counts exactly; no budget is so large. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private final SallyportConfig config;
  private final Set<String> numbers;
  private final Set<String> clients;
  private final boolean mayCome;
  private final SortedSet<String> currencies;
  private final List<String> problems = new ArrayList<>();

  private BudgetChecks(
      SallyportConfig config,
      Set<String> numbers,
      Set<String> clients,
      boolean mayCome,
      SortedSet<String> currencies) {
    this.config = config;
    this.numbers = numbers;
    this.clients = clients;
    this.mayCome = mayCome;
    this.currencies = currencies;
  }

  /**
   * Checks the keys.
   *
   * @param numbers the configured phone number ids
   * @param kommo names of the Kommo accounts, which send as clients
   * @param mayCome whether there may be numbers that the configuration does not name
   */
  static List<String> of(
      SallyportConfig config, Set<String> numbers, Set<String> kommo, boolean mayCome) {
    SortedSet<String> currencies = new TreeSet<>();
    try {
      currencies.addAll(RateCardFile.read(config.pricing().rateCard()).currencies());
    } catch (RateCardFile.Unusable told) {
      return List.of();
    }
    Set<String> clients = new HashSet<>(config.clients().keySet());
    kommo.forEach(account -> clients.add(KommoAccount.target(account)));
    BudgetChecks checks = new BudgetChecks(config, numbers, clients, mayCome, currencies);
    new TreeMap<>(config.budgets()).forEach(checks::check);
    config.pricing().paymentThreshold().ifPresent(checks::checkThreshold);
    return checks.problems;
  }

  private void check(String name, BudgetConfig budget) {
    String prefix = "sallyport.budgets.\"" + name + "\".";
    if (budget.amount().isEmpty() && budget.messages().isEmpty()) {
      problems.add(
          prefix + "amount and " + prefix + "messages are not set: a budget needs one of them.");
    }
    budget
        .amount()
        .filter(amount -> amount.signum() < 0 || amount.compareTo(MOST) > 0)
        .ifPresent(wrong -> problems.add(prefix + "amount must be from 0 to " + MOST + "."));
    if (budget.messages().orElse(0) < 0) {
      problems.add(prefix + "messages must not be negative; 0 sends none.");
    }
    if (budget.soft() < 1 || budget.soft() > 100) {
      problems.add(prefix + "soft must be from 1 to 100 per cent.");
    }
    checkCurrency(prefix, budget);
    budget.clients().orElse(List.of()).forEach(client -> checkClient(prefix, client));
    budget.numbers().orElse(List.of()).forEach(number -> checkNumber(prefix, number));
    budget.categories().orElse(List.of()).forEach(category -> checkCategory(prefix, category));
  }

  private void checkCurrency(String prefix, BudgetConfig budget) {
    Optional<String> named = budget.currency().map(word -> word.toUpperCase(Locale.ROOT));
    if (budget.amount().isEmpty() && named.isEmpty()) {
      return;
    }
    if (currencies.isEmpty()) {
      String key = prefix + (budget.amount().isPresent() ? "amount" : "currency");
      problems.add(key + " needs prices: set " + CARD + ", or use " + prefix + "messages.");
    } else if (named.isEmpty() && currencies.size() > 1) {
      problems.add(
          prefix + "currency is not set, and the rate card has " + words() + ": set one of them.");
    } else if (named.isPresent() && !currencies.contains(named.get())) {
      problems.add(
          prefix + "currency: the rate card has no " + named.get() + ": use " + words() + ".");
    }
  }

  private String words() {
    return String.join(", ", currencies);
  }

  private void checkClient(String prefix, String client) {
    // Operators put clients at run time.
    if (!clients.contains(client) && config.operators().isEmpty()) {
      problems.add(
          prefix
              + "clients: there is no "
              + client
              + ": set sallyport.clients.\""
              + client
              + "\".key or drop it.");
    }
  }

  private void checkNumber(String prefix, String number) {
    if (!mayCome && !numbers.contains(number)) {
      problems.add(
          prefix
              + "numbers: "
              + number
              + " is not configured: set sallyport.numbers.\""
              + number
              + "\".waba-id or drop it.");
    }
  }

  private void checkCategory(String prefix, String category) {
    Category one = new Category(category);
    if (!one.isKnown() && !one.equals(Category.SERVICE)) {
      problems.add(
          prefix
              + "categories: "
              + category
              + " is not a category: use MARKETING, UTILITY, AUTHENTICATION, SERVICE.");
    }
  }

  private void checkThreshold(BigDecimal threshold) {
    if (threshold.signum() <= 0 || threshold.compareTo(MOST) > 0) {
      problems.add(THRESHOLD + " must be more than 0, and at most " + MOST + ".");
    }
    if (currencies.size() != 1) {
      problems.add(
          THRESHOLD
              + (currencies.isEmpty()
                  ? " needs prices: set " + CARD + "."
                  : " needs a rate card of one currency; this one has " + words() + "."));
    }
  }
}
