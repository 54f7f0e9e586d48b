/**
 * From Meta: webhooks, verified over their raw bytes, read item by item, and taken into the ledger
 * and the template registry.
 *
 * <p>Adapter; imports the pure packages, {@code config}, {@code ops} and {@code tracing}. Start
 * with {@link io.sallyport.webhook.WebhookRoute}: {@link io.sallyport.webhook.WebhookReader} reads
 * a delivery, each kind of item in a class of its own ({@code MessageItems}, {@code StatusItems},
 * {@code CallItems}, …), into a {@link io.sallyport.webhook.Webhook}, and {@link
 * io.sallyport.webhook.Intake} stores that. Its bytes go to {@link io.sallyport.relay.Relay}, with
 * what {@link io.sallyport.webhook.SubjectReader} says it is about.
 */
@NullMarked
package io.sallyport.webhook;

import org.jspecify.annotations.NullMarked;
