/**
 * What Kommo calls: {@code POST /kommo/{scope_id}} with its hooks, and {@code GET
 * /kommo/media/{sealed}} for files.
 *
 * <p>Adapter; imports http, http.passage, http.vault and connector.kommo.
 */
@NullMarked
package io.sallyport.http.kommo;

import org.jspecify.annotations.NullMarked;
