/**
 * Meta's webhooks: their signatures are verified over the raw bytes, then they are read item by
 * item and stored in the ledger and the template registry.
 *
 * <p>Adapter; imports the pure packages, {@code account}, {@code config}, {@code http}, {@code
 * meters}, {@code relay} and {@code tracing}. Start with {@link io.sallyport.webhook.WebhookRoute}:
 * {@link io.sallyport.webhook.WebhookReader} reads a delivery, each kind of item in a class of its
 * own ({@code MessageItems}, {@code StatusItems}, {@code CallItems}, …), into a {@link
 * io.sallyport.webhook.Webhook}, and {@link io.sallyport.webhook.Intake} stores that. Its bytes go
 * to {@link io.sallyport.relay.Relay}, with what {@link io.sallyport.webhook.SubjectReader} says it
 * is about.
 */
@NullMarked
package io.sallyport.webhook;

import org.jspecify.annotations.NullMarked;
