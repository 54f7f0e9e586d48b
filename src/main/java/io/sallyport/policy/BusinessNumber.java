package io.sallyport.policy;

/**
 * A configured business phone number.
 *
 * @param phoneNumberId Meta's id of it, an opaque string
 * @param wabaId the WhatsApp Business Account it belongs to, which owns its templates
 * @param templatesReadable whether a token is configured to list that account's templates
 */
public record BusinessNumber(String phoneNumberId, String wabaId, boolean templatesReadable) {}
