/**
 * The chat templates of the accounts and their reviews (connector-facts A11).
 *
 * <p>Imports chats and shape. Start with {@link io.sallyport.twin.kommo.templates.ChatTemplates}.
 */
@NullMarked
package io.sallyport.twin.kommo.templates;

import org.jspecify.annotations.NullMarked;
