/**
 * A CRM that speaks the Graph API: Meta's webhooks are posted to it with their bytes and signature
 * unchanged.
 *
 * <p>Adapter; imports relay, config, account and directory. Start with {@link
 * io.sallyport.connector.graph.Mailbox}.
 */
@NullMarked
package io.sallyport.connector.graph;

import org.jspecify.annotations.NullMarked;
