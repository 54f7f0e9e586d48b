/**
 * Meta: the Graph client that sends, lists templates and passes other calls through.
 *
 * <p>Adapter; imports the pure packages, account, config, directory, loop and meters. Start with
 * {@link io.sallyport.meta.GraphUpstream}.
 */
@NullMarked
package io.sallyport.meta;

import org.jspecify.annotations.NullMarked;
