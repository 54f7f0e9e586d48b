/**
 * The ledger on Redis: one script and one round trip for a decision.
 *
 * <p>Adapter; imports the pure packages and redis.core. Start with {@link
 * io.sallyport.redis.ledger.RedisLedger} and {@code resources/redis/ledger/admit.lua}.
 */
@NullMarked
package io.sallyport.redis.ledger;

import org.jspecify.annotations.NullMarked;
