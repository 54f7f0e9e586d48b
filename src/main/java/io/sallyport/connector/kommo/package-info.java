/**
 * Kommo, which takes chat channels of one's own and cannot be pointed at another Graph address. The
 * gateway is such a channel.
 *
 * <p>Out: {@link io.sallyport.connector.kommo.HookInbox} stores what Kommo posts as a letter of the
 * account's own queue; {@link io.sallyport.connector.kommo.HookOutlet} makes sends of it, and tells
 * what Kommo would not hear otherwise. In: {@link io.sallyport.connector.kommo.KommoOutlet} makes
 * calls of Kommo's Chats API of what Meta delivers. Both queues are the relay's. What Kommo's pages
 * say is in {@code src/docs/kommo.md}.
 *
 * <p>Beside the chats: {@link io.sallyport.connector.kommo.TemplateSync} makes an account's
 * templates those of Meta, and {@code TranslatedWording} lets each side read its own language.
 *
 * <p>Adapter; imports the use cases, relay, link, account, config, calls, translation, and meta for
 * files.
 */
@NullMarked
package io.sallyport.connector.kommo;

import org.jspecify.annotations.NullMarked;
