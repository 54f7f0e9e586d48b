/**
 * Wazzup, through which gray numbers are connected: where messages go, and the use cases of each
 * kind of its channels. Sends come in at {@code http.wazzup}, webhooks at {@code webhook.wazzup}.
 * Start with {@link io.sallyport.connector.wazzup.WazzupSends}.
 *
 * <p>Adapter; imports the use cases, account, config, and meta for its connections.
 */
@NullMarked
package io.sallyport.connector.wazzup;

import org.jspecify.annotations.NullMarked;
