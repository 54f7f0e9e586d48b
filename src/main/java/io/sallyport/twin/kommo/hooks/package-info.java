/**
 * What Kommo posts to the channel (connector-facts A9).
 *
 * <p>Imports chats and {@code twin.platform}. Start with {@link
 * io.sallyport.twin.kommo.hooks.HookSender}; {@link io.sallyport.twin.kommo.hooks.HookBodies} has
 * the three kinds.
 */
@NullMarked
package io.sallyport.twin.kommo.hooks;

import org.jspecify.annotations.NullMarked;
