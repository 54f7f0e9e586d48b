/**
 * The person or group a business writes to: its names, country and time zones, and its customer
 * service window.
 *
 * <p>Pure Java and libphonenumber; imports nothing of Sallyport. Start with {@link
 * io.sallyport.contact.Contact}, then {@link io.sallyport.contact.Window} and {@link
 * io.sallyport.contact.TimeZones}.
 */
@NullMarked
package io.sallyport.contact;

import org.jspecify.annotations.NullMarked;
