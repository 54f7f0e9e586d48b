/**
 * What differs between channels. WhatsApp is the first; another is a class here, with rules of its
 * own in {@code rule}.
 *
 * <p>Pure Java; imports contact, message and rule. Start with {@link io.sallyport.channel.Channel}.
 */
@NullMarked
package io.sallyport.channel;

import org.jspecify.annotations.NullMarked;
