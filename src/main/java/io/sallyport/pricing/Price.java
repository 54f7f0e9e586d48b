package io.sallyport.pricing;

import java.math.BigDecimal;

/**
 * An amount of money, never negative.
 *
 * @param currency three letters, as in ISO 4217
 */
public record Price(BigDecimal amount, String currency) {

  public Price {
    if (amount.signum() < 0 || !currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("not a price");
    }
  }

  /** The price of so many messages. */
  public Price times(long messages) {
    return new Price(amount.multiply(BigDecimal.valueOf(messages)), currency);
  }
}
