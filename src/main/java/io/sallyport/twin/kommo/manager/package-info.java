/**
 * The person who works in Kommo: what they write, and the hook that follows (connector-facts A9,
 * A10).
 *
 * <p>Imports chats, hooks and templates. Start with {@link
 * io.sallyport.twin.kommo.manager.Manager}.
 */
@NullMarked
package io.sallyport.twin.kommo.manager;

import org.jspecify.annotations.NullMarked;
