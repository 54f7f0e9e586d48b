/**
 * What a connector must remember to speak of our things in its CRM's words: the CRM's id of a
 * message, the chat of a contact. And what its replicas must agree on to call the CRM one at a
 * time. Kept apart from the ledger, whose verdicts never depend on it.
 *
 * <p>Imports nothing of ours. Two ports: {@link io.sallyport.link.Links}, {@link
 * io.sallyport.link.Turns}.
 */
@NullMarked
package io.sallyport.link;

import org.jspecify.annotations.NullMarked;
