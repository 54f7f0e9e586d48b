package io.sallyport.pricing;

import io.sallyport.template.Category;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one send is expected to cost.
 *
 * @param category under which it is billed; null when there is none or it is not known
 * @param country the recipient's, ISO 3166 alpha-2; null when it is not known
 * @param charge null when it is not a message, and so never charged
 * @param amount zero when it is not charged; null when the price is not known
 * @param currency of the price on the rate card; null when there is none
 */
public record Estimate(
    PricingModel model,
    @Nullable Category category,
    @Nullable String country,
    @Nullable Charge charge,
    @Nullable BigDecimal amount,
    @Nullable String currency) {

  /** For what is not a message. */
  public static Estimate ofNothing(PricingModel model) {
    return new Estimate(model, null, null, null, BigDecimal.ZERO, null);
  }

  public boolean isBillable() {
    return charge != null && charge.isBillable();
  }
}
