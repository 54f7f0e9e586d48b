package io.sallyport.rule;

import org.jspecify.annotations.Nullable;

/**
 * A configured business phone number.
 *
 * @param phoneNumberId Meta's id of it, an opaque string
 * @param wabaId the WhatsApp Business Account it belongs to, which owns its templates
 * @param templatesReadable whether a token is configured to list that account's templates
 * @param country ISO 3166 alpha-2 code of the country whose national numbers callers may use; null
 *     when callers use international numbers only
 * @param portfolio the business portfolio it belongs to, whose numbers share a messaging limit
 * @param messagingLimit the portfolio's; null for as Meta says
 * @param rates how fast it may send
 */
public record BusinessNumber(
    String phoneNumberId,
    String wabaId,
    boolean templatesReadable,
    @Nullable String country,
    String portfolio,
    @Nullable MessagingLimit messagingLimit,
    Rates rates) {

  /** The configuration key of its access token. */
  public String tokenKey() {
    return tokenKey(phoneNumberId);
  }

  /** The configuration key of a number's access token. */
  public static String tokenKey(String phoneNumberId) {
    return "sallyport.numbers.\"" + phoneNumberId + "\".access-token";
  }

  /** Why its templates are not known, where no token is configured. */
  public String templatesUnreadable() {
    return "The templates of WABA "
        + wabaId
        + " are not known: set "
        + tokenKey()
        + " so that the gateway can list them.";
  }
}
