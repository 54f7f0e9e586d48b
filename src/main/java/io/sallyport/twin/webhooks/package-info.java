/**
 * How the gateway is told: envelope, escaping and signature as Meta's, order, repetition, and on
 * request duplicates and disorder.
 *
 * <p>Imports platform. Start with {@link io.sallyport.twin.webhooks.Webhooks}, which the rooms with
 * something to tell call; {@link io.sallyport.twin.webhooks.WebhookSender} posts.
 */
@NullMarked
package io.sallyport.twin.webhooks;

import org.jspecify.annotations.NullMarked;
