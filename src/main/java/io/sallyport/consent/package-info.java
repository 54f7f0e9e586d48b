/**
 * The keywords by which a contact opts out of marketing and in again.
 *
 * <p>Pure Java; imports contact. Start with {@link io.sallyport.consent.ConsentKeywords}.
 */
@NullMarked
package io.sallyport.consent;

import org.jspecify.annotations.NullMarked;
