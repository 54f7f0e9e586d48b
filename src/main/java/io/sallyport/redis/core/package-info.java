/**
 * How Redis is spoken to: connections, scripts, keys, the clock all replicas share.
 *
 * <p>Adapter; imports loop, and the pure packages for what the scripts and keys are made of. {@link
 * io.sallyport.redis.core.Keys} names every key: a number's carry the hash tag <code>
 * {phone_number_id}</code>, a relay target's <code>{relay:name}</code>. Start with {@link
 * io.sallyport.redis.core.Scripts}.
 */
@NullMarked
package io.sallyport.redis.core;

import org.jspecify.annotations.NullMarked;
