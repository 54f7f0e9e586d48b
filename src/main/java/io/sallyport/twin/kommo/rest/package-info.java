/**
 * REST v4 as far as a channel needs it (connector-facts A11, A12): templates, the account, its
 * users and sources.
 *
 * <p>Imports chats, templates, shape, {@code twin.http} and {@code twin.platform}. Start with
 * {@link io.sallyport.twin.kommo.rest.RestApi}.
 */
@NullMarked
package io.sallyport.twin.kommo.rest;

import org.jspecify.annotations.NullMarked;
