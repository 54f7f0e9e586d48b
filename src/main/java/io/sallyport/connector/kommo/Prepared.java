package io.sallyport.connector.kommo;

import io.sallyport.connector.kommo.Hook.Message;
import io.sallyport.connector.kommo.OfferedTemplates.Offered;
import org.jspecify.annotations.Nullable;

/**
 * A message with what was needed before it could be sent. It is the same at every try, as its
 * Idempotency-Key requires.
 *
 * @param message in the words that are sent
 * @param template of Meta's that it is; null for none
 * @param media Meta's id of the file; empty without one
 */
record Prepared(Message message, @Nullable Offered template, String media) {}
