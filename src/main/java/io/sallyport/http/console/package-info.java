/**
 * The pages for operators: {@link io.sallyport.http.console.ConsoleRoute}. They are plain files and
 * a client of the gateway API like any other; nothing here knows who looks at them.
 *
 * <p>Adapter; imports account and http.
 */
@NullMarked
package io.sallyport.http.console;

import org.jspecify.annotations.NullMarked;
