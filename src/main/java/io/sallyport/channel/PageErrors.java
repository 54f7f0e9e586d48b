package io.sallyport.channel;

import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Meta would answer on Messenger and Instagram where the gateway refuses, so that their SDKs
 * see what they know (platform-facts.md#errors-of-pages).
 */
public final class PageErrors {

  private static final String OAUTH = "OAuthException";
  private static final String INSTAGRAM_API = "IGApiException";
  private static final int FORBIDDEN = 403;

  /** Instagram's own host writes no code before its words. */
  private static final Pattern CODE = Pattern.compile("^\\(#-?\\d+\\) ");

  private static final String OUTSIDE = "(#10) This message is sent outside of allowed window.";

  private static final String POLICY =
      " Learn more about the new policy here:"
          + " https://developers.facebook.com/docs/messenger-platform/policy-overview";

  private PageErrors() {}

  /**
   * An error of Meta's.
   *
   * @param isMetas whether Meta has these words for it; else the gateway's are told beside
   */
  public record PageError(
      int status,
      String message,
      String type,
      int code,
      @Nullable Integer subcode,
      boolean isMetas) {}

  /** The error for a refusal. */
  public static PageError of(PageChannel channel, Refusal refusal) {
    PageError error = onFacebook(channel, refusal);
    if (channel != PageChannel.INSTAGRAM_LOGIN) {
      return error;
    }
    return new PageError(
        error.isMetas() ? FORBIDDEN : error.status(),
        CODE.matcher(error.message()).replaceFirst(""),
        INSTAGRAM_API,
        error.code(),
        error.subcode(),
        error.isMetas());
  }

  private static PageError onFacebook(PageChannel channel, Refusal refusal) {
    Reason reason = refusal.reason();
    return switch (reason) {
      case WINDOW_CLOSED ->
          channel == PageChannel.MESSENGER
              ? new PageError(400, OUTSIDE + POLICY, OAUTH, 10, 2018278, true)
              : new PageError(400, OUTSIDE, OAUTH, 10, 2534022, true);
      case HUMAN_AGENT_OFF ->
          metas(100, 2018276, "Cannot tag messages with 'HUMAN_AGENT' without prior approval.");
      case TAG_NOT_ALLOWED -> metas(100, null, "Invalid tag.");
      case PRIVATE_REPLY_USED, PRIVATE_REPLY_EXPIRED ->
          metas(100, 2534025, "The comment is not valid for a private reply.");
      case TOKEN_USED ->
          metas(4, 2018354, "A message was sent to this token too short a time ago.");
      case TOKEN_EXPIRED ->
          refusal.isStopped()
              ? stopped()
              : metas(100, null, "The notification_messages_token has expired.");
      case OPTED_OUT -> stopped();
      default ->
          new PageError(
              refusal.status() == null ? reason.status() : refusal.status(),
              refusal.error().message(),
              OAUTH,
              refusal.error().code(),
              null,
              false);
    };
  }

  private static PageError stopped() {
    return metas(10, 1893015, "The person has stopped these messages.");
  }

  private static PageError metas(int code, @Nullable Integer subcode, String words) {
    return new PageError(400, "(#" + code + ") " + words, OAUTH, code, subcode, true);
  }
}
