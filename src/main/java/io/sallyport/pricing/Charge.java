package io.sallyport.pricing;

/** Whether and why a send is charged; the amount comes from the rate card. */
public enum Charge {
  REGULAR,
  /** In a free entry point window, or opening one. */
  FREE_ENTRY_POINT,
  /** The pricing model does not charge for it, in an open window or at all. */
  FREE_CUSTOMER_SERVICE,
  /** A conversation of its category is open and paid for. */
  IN_CONVERSATION,
  /** Within the number's free messages of the month. */
  FREE_QUOTA;

  public boolean isBillable() {
    return this == REGULAR;
  }
}
