/**
 * The roof: puts the parts together, and refuses to start on a configuration that could not decide
 * rightly.
 *
 * <p>Imports everything. Start with {@link io.sallyport.app.Assembly}; {@link
 * io.sallyport.app.RedisAssembly} puts Redis behind the ports.
 */
@NullMarked
package io.sallyport.app;

import org.jspecify.annotations.NullMarked;
