/**
 * Wazzup's API as the gateway offers it: {@link io.sallyport.http.wazzup.WazzupRoute}.
 *
 * <p>Adapter; imports http, its rooms access, passage, send and vault, account, the use cases, and
 * connector.wazzup.
 */
@NullMarked
package io.sallyport.http.wazzup;

import org.jspecify.annotations.NullMarked;
