package io.sallyport.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.budget.BudgetUse;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** Gauges of what is used of budgets in their periods. */
@Singleton
public final class BudgetMeters {

  private final MeterRegistry registry;
  private final Map<String, AtomicReference<BudgetUse>> byName = new ConcurrentHashMap<>();

  BudgetMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Takes what is used of one. */
  public void update(BudgetUse use) {
    byName.computeIfAbsent(use.current().budget().name(), name -> gauges(name, use)).set(use);
  }

  private AtomicReference<BudgetUse> gauges(String name, BudgetUse first) {
    AtomicReference<BudgetUse> last = new AtomicReference<>(first);
    gauge(
        "sallyport.budget.used.ratio",
        "How much of a budget's limit that is nearer to its end is used; 1 is all",
        name,
        last,
        BudgetUse::ratio);
    gauge(
        "sallyport.budget.unpriced",
        "Messages that count nothing in a budget, since the rate card has no price for them",
        name,
        last,
        BudgetUse::unpriced);
    return last;
  }

  private void gauge(
      String meter,
      String description,
      String name,
      AtomicReference<BudgetUse> last,
      ToDoubleFunction<BudgetUse> value) {
    Gauge.builder(meter, () -> value.applyAsDouble(last.get()))
        .description(description)
        .tag("budget", name)
        .register(registry);
  }
}
