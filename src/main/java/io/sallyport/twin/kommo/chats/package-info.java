/**
 * What Kommo keeps: channels, accounts, connections, chats with their messages, files.
 *
 * <p>Imports no other room. Start with {@link io.sallyport.twin.kommo.chats.Chats}; a {@link
 * io.sallyport.twin.kommo.chats.Scope} is one account connected to one channel.
 */
@NullMarked
package io.sallyport.twin.kommo.chats;

import org.jspecify.annotations.NullMarked;
