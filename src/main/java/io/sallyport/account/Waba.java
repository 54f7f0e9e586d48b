package io.sallyport.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A WhatsApp Business Account whose numbers Meta lists.
 *
 * @param token null when it was put and no key of the vault opens it
 * @param portfolio whose numbers share one messaging limit; null for its own
 * @param app the Meta app that signs its webhooks; null for any
 * @param timeZone at Meta, such as {@code Europe/Lisbon}
 * @param origin {@link Origin#CONFIGURATION} or {@link Origin#API}
 * @param tokenSetAt when the token was put; null when it is configured
 * @param tokenLast4 the last characters of the token, null when it is too short to show any
 */
public record Waba(
    String id,
    @Nullable Secret<String> token,
    @Nullable String portfolio,
    @Nullable String app,
    @Nullable String timeZone,
    Origin origin,
    @Nullable Instant tokenSetAt,
    @Nullable String tokenLast4) {

  public static String tokenKey(String id) {
    return "sallyport.wabas.\"" + id + "\".access-token";
  }
}
