/**
 * What becomes of a send. Imports accounts, threads and hooks. Start with {@link
 * io.sallyport.twin.messenger.sends.SendRules}.
 */
@NullMarked
package io.sallyport.twin.messenger.sends;

import org.jspecify.annotations.NullMarked;
