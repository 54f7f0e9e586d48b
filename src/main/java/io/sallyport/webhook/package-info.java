/**
 * From Meta: webhooks, verified over their raw bytes, read item by item, and taken into the ledger
 * and the template registry.
 *
 * <p>Adapter; imports the pure packages, {@code config} and {@code ops}. Start with {@link
 * io.sallyport.webhook.WebhookRoute}.
 */
@NullMarked
package io.sallyport.webhook;

import org.jspecify.annotations.NullMarked;
