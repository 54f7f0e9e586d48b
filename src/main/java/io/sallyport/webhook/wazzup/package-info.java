/**
 * What Wazzup tells: {@link io.sallyport.webhook.wazzup.WazzupWebhookRoute}.
 *
 * <p>Imports what the room webhook may.
 */
@NullMarked
package io.sallyport.webhook.wazzup;

import org.jspecify.annotations.NullMarked;
