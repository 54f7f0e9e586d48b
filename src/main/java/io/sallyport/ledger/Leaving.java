package io.sallyport.ledger;

import java.time.Duration;

/**
 * Sends that were parked until a contact writes, and may leave now.
 *
 * @param list of the contact's, as the store names it
 * @param hasBegun whether they may since an earlier message of the contact's: whoever took that in
 *     lets them out
 */
public record Leaving(String phoneNumberId, String list, boolean hasBegun) {

  /** How long the CRM waits to hear of a message for what it lets out, and of the ones after it. */
  public static final Duration LONGEST = Duration.ofSeconds(5);
}
