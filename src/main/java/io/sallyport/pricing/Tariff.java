package io.sallyport.pricing;

import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The configured pricing model and rate card. */
public final class Tariff {

  private final @Nullable PricingModel fixed;
  private final RateCard card;

  /**
   * @param fixed the model for all dates; null for Meta's model on each date
   * @param card {@link RateCard#EMPTY} when amounts are not known
   */
  public Tariff(@Nullable PricingModel fixed, RateCard card) {
    this.fixed = fixed;
    this.card = card;
  }

  public PricingModel model(Instant at) {
    return fixed != null ? fixed : PricingModel.at(at.getEpochSecond());
  }

  /** How a send of the category is charged at the time; on the hot path. */
  public Billing billing(Category category, Instant at) {
    return model(at).billing(category);
  }

  /** The price of one charged message; see {@link RateCard#price}. */
  public Optional<Price> price(@Nullable String country, Category category, LocalDate day) {
    return card.price(country, category, day);
  }

  /** The currencies in which there are prices. */
  public SortedSet<String> currencies() {
    return card.currencies();
  }

  /**
   * What a send is expected to cost.
   *
   * @param country the recipient's, ISO 3166 alpha-2; null when it is not known
   * @param day UTC, the day whose price applies
   */
  public Estimate estimate(
      Billing billing, Charge charge, @Nullable String country, LocalDate day) {
    Category category = billing.category();
    Optional<Price> price = price(country, category, day);
    return new Estimate(
        billing.model(),
        category.equals(Category.UNKNOWN) ? null : category,
        country,
        charge,
        charge.isBillable() ? price.map(Price::amount).orElse(null) : BigDecimal.ZERO,
        price.map(Price::currency).orElse(null));
  }
}
