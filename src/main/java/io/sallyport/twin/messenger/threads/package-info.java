/**
 * What Meta knows of people: windows, rights to a private reply, tokens. Imports accounts. Start
 * with {@link io.sallyport.twin.messenger.threads.Conversation}.
 */
@NullMarked
package io.sallyport.twin.messenger.threads;

import org.jspecify.annotations.NullMarked;
