/**
 * The Chats API, {@code /v2/origin/custom} (connector-facts A3 to A8).
 *
 * <p>Imports chats, shape, {@code twin.http} and {@code twin.platform}. Start with {@link
 * io.sallyport.twin.kommo.amojo.AmojoApi}. Every call passes {@code AmojoSignature} first; bodies
 * are read strictly, so that what Kommo would silently drop fails here.
 */
@NullMarked
package io.sallyport.twin.kommo.amojo;

import org.jspecify.annotations.NullMarked;
