package io.sallyport.admission;

import io.sallyport.contact.Contact;

/**
 * A marketing slot held for a send that is under way. One that is never settled counts as sent.
 *
 * @param id unique among the contact's reservations
 */
public record Reservation(String phoneNumberId, Contact contact, String id) {}
