/**
 * What a connector must remember to speak of our things in its CRM's words: the CRM's id of a
 * message, the chat of a contact. Kept apart from the ledger, whose verdicts never depend on it.
 *
 * <p>Imports nothing of ours. One port: {@link io.sallyport.link.Links}.
 */
@NullMarked
package io.sallyport.link;

import org.jspecify.annotations.NullMarked;
