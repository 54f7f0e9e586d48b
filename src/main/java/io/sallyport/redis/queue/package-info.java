/**
 * What waits, on Redis: deferred sends, webhooks for the CRMs, reminders.
 *
 * <p>Adapter; imports the pure packages and redis.core. Start with {@link
 * io.sallyport.redis.queue.RedisRelay}.
 */
@NullMarked
package io.sallyport.redis.queue;

import org.jspecify.annotations.NullMarked;
