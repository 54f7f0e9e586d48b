/**
 * Messages: a send, read from the request's bytes as far as the rules need it, and Meta's answer.
 *
 * <p>Pure Java and jackson-core's streaming parser; imports {@code contact} only. The bytes are
 * read, never written again. This is the one package that names Meta's error codes. Start with
 * {@link io.sallyport.message.OutboundMessage#read}.
 */
@NullMarked
package io.sallyport.message;

import org.jspecify.annotations.NullMarked;
