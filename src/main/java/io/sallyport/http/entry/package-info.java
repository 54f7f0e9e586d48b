/**
 * Where every call of the Graph API arrives: {@link io.sallyport.http.entry.GraphRoutes} tells the
 * paths apart, before a body is read.
 *
 * <p>Adapter; imports http, and of its rooms access, api, passage and send.
 */
@NullMarked
package io.sallyport.http.entry;

import org.jspecify.annotations.NullMarked;
