/**
 * Meta: the Graph client that sends, lists templates and passes other calls through.
 *
 * <p>Adapter; imports the pure packages, {@code account}, {@code config} and {@code meters}. Start
 * with {@link io.sallyport.meta.GraphUpstream}.
 */
@NullMarked
package io.sallyport.meta;

import org.jspecify.annotations.NullMarked;
