package io.sallyport.pricing;

import io.sallyport.pricing.SpendReport.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * When Meta charges a WABA's card: each time the open sum reaches the threshold it is charged
 * whole, with what the last message was over it, and the sum starts again
 * (instead.md#payment-threshold).
 *
 * @param threshold more than 0
 */
public record PaymentThreshold(BigDecimal threshold, String currency) {

  /**
   * What came of it.
   *
   * @param reached how often the open sum reached the threshold
   * @param open what is not charged yet
   */
  public record Payments(long reached, BigDecimal open) {

    static final Payments NONE = new Payments(0, BigDecimal.ZERO);
  }

  /**
   * Charges messages in the order of their rows, one after another. Of the messages of a row it is
   * not known which came first, and they all have one price. Prices in another currency are left
   * out.
   *
   * @param rows of all of the WABA's numbers, by day
   */
  public Payments of(List<Row> rows) {
    Payments paid = Payments.NONE;
    for (Row row : rows) {
      Price price = row.price();
      long messages = row.count().billable();
      if (price != null
          && price.currency().equals(currency)
          && price.amount().signum() > 0
          && messages > 0) {
        paid = after(paid, price.amount(), messages);
      }
    }
    return paid;
  }

  private Payments after(Payments before, BigDecimal price, long messages) {
    long first = messagesToReach(before.open(), price);
    if (messages < first) {
      return new Payments(
          before.reached(), before.open().add(price.multiply(BigDecimal.valueOf(messages))));
    }
    long each = messagesToReach(BigDecimal.ZERO, price);
    long rest = messages - first;
    return new Payments(
        before.reached() + 1 + rest / each, price.multiply(BigDecimal.valueOf(rest % each)));
  }

  /** With the last of so many messages it is reached. */
  private long messagesToReach(BigDecimal open, BigDecimal price) {
    return threshold.subtract(open).divide(price, 0, RoundingMode.CEILING).longValueExact();
  }
}
