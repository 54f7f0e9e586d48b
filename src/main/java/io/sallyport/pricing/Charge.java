package io.sallyport.pricing;

/** What a send costs, in kind; the amount is the rate card's. */
public enum Charge {
  REGULAR,
  /** In a free entry point window, or opening one. */
  FREE_ENTRY_POINT,
  /** The model does not charge for it, as it was sent. */
  FREE_CUSTOMER_SERVICE,
  /** A conversation of its category is open and paid for. */
  IN_CONVERSATION,
  /** Within the number's free messages of the month. */
  FREE_QUOTA;

  public boolean isBillable() {
    return this == REGULAR;
  }
}
