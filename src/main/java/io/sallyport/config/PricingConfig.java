package io.sallyport.config;

import io.quarkus.runtime.annotations.ConfigDocDefault;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.pricing.PricingModel;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What sends are estimated to cost. The comments on its keys are the configuration manual's text.
 */
@RegisterForReflection(ignoreNested = false) // its keys are read by ConfigKeys
public interface PricingConfig {
  /**
   * How Meta charges: {@code conversation}, {@code per-message}, {@code per-message-service};
   * {@code by-date}: the first until 2025-06-30, the second until 2026-09-30, then the third (UTC).
   */
  @WithDefault("by-date")
  Model model();

  /** CSV file with the prices, see below; without it amounts are unknown. */
  Optional<Path> rateCard();

  /**
   * At which open sum Meta charges your card, for each WABA, in the rate card's currency: {@code
   * GET …/spend} tells how often it was reached in the month, and what is open. Meta shows yours in
   * the billing settings.
   */
  @ConfigDocDefault("none")
  Optional<BigDecimal> paymentThreshold();

  /** How Meta charges. */
  enum Model {
    /** As on the date of the send. */
    BY_DATE(null),
    CONVERSATION(PricingModel.CONVERSATION),
    PER_MESSAGE(PricingModel.PER_MESSAGE),
    PER_MESSAGE_SERVICE(PricingModel.PER_MESSAGE_SERVICE);

    public final @Nullable PricingModel fixed;

    Model(@Nullable PricingModel fixed) {
      this.fixed = fixed;
    }
  }
}
