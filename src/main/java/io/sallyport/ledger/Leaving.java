package io.sallyport.ledger;

/**
 * Sends that were parked until a contact writes, and may leave now.
 *
 * @param list of the contact's, as the store names it
 */
public record Leaving(String phoneNumberId, String list) {}
