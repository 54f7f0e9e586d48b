package io.sallyport.budget;

import io.sallyport.pricing.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What one message costs.
 *
 * @param charged whether it is charged at all
 * @param price of a charged one of its category; null when the rate card has none
 */
public record Cost(boolean charged, @Nullable Price price) {

  private static final int DIGITS = 6;

  /** An amount in whole millionths of its currency, as stores keep it; rounded half up. */
  public static long micros(BigDecimal amount) {
    return amount.setScale(DIGITS, RoundingMode.HALF_UP).unscaledValue().longValueExact();
  }

  /** The amount of so many millionths, without zeros at its end. */
  public static BigDecimal amount(long micros) {
    BigDecimal amount = BigDecimal.valueOf(micros, DIGITS).stripTrailingZeros();
    return amount.scale() < 0 ? amount.setScale(0) : amount;
  }
}
