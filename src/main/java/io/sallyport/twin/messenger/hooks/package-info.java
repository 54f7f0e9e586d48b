/**
 * Webhooks of the objects {@code page} and {@code instagram}. Imports accounts, and of the other
 * twin what posts webhooks.
 */
@NullMarked
package io.sallyport.twin.messenger.hooks;

import org.jspecify.annotations.NullMarked;
