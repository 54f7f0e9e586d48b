package io.sallyport.twin.kommo.chats;

import org.jspecify.annotations.Nullable;

/**
 * A sender or receiver as the channel writes it.
 *
 * @param refId Kommo's id of the same
 * @param phone empty if it is not told, as the other texts
 */
public record Party(
    String id, String name, @Nullable String refId, String phone, String email, String avatar) {}
