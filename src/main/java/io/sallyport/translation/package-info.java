/**
 * Translation of texts by a server that speaks LibreTranslate's API. It gets the text and nothing
 * else: no name, number or id of anybody.
 *
 * <p>Adapter; imports config, account and calls. Start with {@link
 * io.sallyport.translation.Translator}.
 */
@NullMarked
package io.sallyport.translation;

import org.jspecify.annotations.NullMarked;
