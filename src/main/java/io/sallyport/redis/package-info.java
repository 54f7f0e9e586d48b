/**
 * Redis: the ledger, the templates that replicas share, and the scripts both run.
 *
 * <p>Adapter; imports the pure packages, {@code config} and {@code ops}. This is the one package
 * that names keys ({@link io.sallyport.redis.Keys}). Every key of a number carries the hash tag
 * <code>{phone_number_id}</code>, and of a relay's target <code>{relay:name}</code>. Start with
 * {@link io.sallyport.redis.RedisLedger} and {@code resources/redis/admit.lua}.
 */
@NullMarked
package io.sallyport.redis;

import org.jspecify.annotations.NullMarked;
