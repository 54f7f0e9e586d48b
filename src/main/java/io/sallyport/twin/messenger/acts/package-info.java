/**
 * What people do, and what the gateway is told of it. Imports accounts, threads and hooks. Start
 * with {@link io.sallyport.twin.messenger.acts.Acts}.
 */
@NullMarked
package io.sallyport.twin.messenger.acts;

import org.jspecify.annotations.NullMarked;
