package io.sallyport.ledger;

/**
 * What a reservation holds, to be given back when the send does not happen.
 *
 * @param marketingSlot a slot of the contact's marketing allowance
 * @param pairRate a token of the contact's pair rate
 * @param throughput a token of the number's throughput
 * @param marketingRate a token of the number's marketing rate
 * @param right what another channel lets one use once: the one reply to a comment, a token
 */
public record Held(
    boolean marketingSlot,
    boolean pairRate,
    boolean throughput,
    boolean marketingRate,
    boolean right) {

  public static final Held NOTHING = new Held(false, false, false, false);

  public static final Held RIGHT = new Held(false, false, false, false, true);

  /** Of a send on WhatsApp. */
  public Held(boolean marketingSlot, boolean pairRate, boolean throughput, boolean marketingRate) {
    this(marketingSlot, pairRate, throughput, marketingRate, false);
  }

  public boolean isNothing() {
    return equals(NOTHING);
  }

  /** Without the tokens, which are gone when Meta has counted the send. */
  Held withoutTokens() {
    return new Held(marketingSlot, false, false, false, right);
  }
}
