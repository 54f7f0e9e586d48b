package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.budget.Budget;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One budget. The comments on its keys are the configuration manual's text. */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface BudgetConfig {

  /** Names of the clients whose sends count; a Kommo account is {@code kommo-<account>}. */
  @ConfigDocDefault("all")
  Optional<List<String>> clients();

  /** Phone number ids whose sends count. */
  @ConfigDocDefault("all")
  Optional<List<String>> numbers();

  /**
   * Categories of the sends that count: {@code MARKETING}, {@code UTILITY}, {@code SERVICE}, {@code
   * AUTHENTICATION}.
   */
  @ConfigDocDefault("all")
  Optional<List<String>> categories();

  /**
   * {@code day} or {@code month}, from midnight in the time zone of the numbers' WABA ({@code
   * wabas."<id>".time-zone}); in UTC when they have several.
   */
  @WithDefault("month")
  Budget.Period period();

  /** What they may cost by the rate card. A budget has this, or {@code messages}, or both. */
  @ConfigDocDefault("any amount")
  Optional<BigDecimal> amount();

  /** Currency of the amount, one of the rate card's. */
  @ConfigDocDefault("the rate card's, if it has one only")
  Optional<String> currency();

  /** How many messages there may be, those that are free with them. */
  @ConfigDocDefault("any number")
  OptionalLong messages();

  /** From how many per cent of either on the event {@code budget.soft} is sent, once a period. */
  @WithDefault("80")
  int soft();
}
