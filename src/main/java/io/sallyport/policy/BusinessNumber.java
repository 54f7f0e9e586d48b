package io.sallyport.policy;

import org.jspecify.annotations.Nullable;

/**
 * A configured business phone number.
 *
 * @param phoneNumberId Meta's id of it, an opaque string
 * @param wabaId the WhatsApp Business Account it belongs to, which owns its templates
 * @param templatesReadable whether a token is configured to list that account's templates
 * @param country ISO 3166 alpha-2 code of the country whose national numbers callers may use; null
 *     when callers use international numbers only
 */
public record BusinessNumber(
    String phoneNumberId, String wabaId, boolean templatesReadable, @Nullable String country) {}
