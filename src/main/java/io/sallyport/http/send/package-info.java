/**
 * {@code POST …/messages} and {@code …/marketing_messages}: {@link
 * io.sallyport.http.send.SendRoute}.
 *
 * <p>Adapter; imports http, http.access, http.api, account, connector and the use cases.
 */
@NullMarked
package io.sallyport.http.send;

import org.jspecify.annotations.NullMarked;
