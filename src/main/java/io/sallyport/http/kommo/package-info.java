/**
 * What Kommo calls: {@code POST /kommo/{scope_id}} with its hooks, and {@code GET
 * /kommo/media/{sealed}} for files.
 *
 * <p>Adapter; imports http, http.passage, http.vault, account, link, connector.kommo, and meta for
 * files.
 */
@NullMarked
package io.sallyport.http.kommo;

import org.jspecify.annotations.NullMarked;
