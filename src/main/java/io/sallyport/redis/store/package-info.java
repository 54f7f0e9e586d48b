/**
 * What is kept on Redis beside the ledger: templates, the newest decisions and acts, the directory,
 * the overview's counts, links and turns.
 *
 * <p>Adapter; imports the pure packages, directory and redis.core. Start with {@link
 * io.sallyport.redis.store.RedisTemplates}.
 */
@NullMarked
package io.sallyport.redis.store;

import org.jspecify.annotations.NullMarked;
