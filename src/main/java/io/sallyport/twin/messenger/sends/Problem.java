package io.sallyport.twin.messenger.sends;

import io.sallyport.twin.http.Response;
import io.sallyport.twin.messenger.accounts.Account;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An error of Messenger or Instagram, with Meta's codes and texts where they are known
 * (platform-facts.md#errors-of-pages). Unlike the Cloud API's it comes at once, and has no {@code
 * error_data}.
 *
 * @param text without the code in front
 */
public record Problem(int http, int code, @Nullable Integer subcode, String text) {
  private static final String POLICY =
      " Learn more about the new policy here:"
          + " https://developers.facebook.com/docs/messenger-platform/policy-overview";

  private static Problem of(int code, @Nullable Integer subcode, String text) {
    return new Problem(400, code, subcode, text);
  }

  static Problem outsideOfWindow(Account account) {
    String text = "This message is sent outside of allowed window.";
    return switch (account.network()) {
      case MESSENGER -> of(10, 2018278, text + POLICY);
      case INSTAGRAM -> of(10, 2534022, text);
      case INSTAGRAM_LOGIN -> new Problem(403, 10, 2534022, text);
    };
  }

  static Problem humanAgentNotApproved() {
    return of(100, 2018276, "Cannot tag messages with 'HUMAN_AGENT' without prior approval.");
  }

  /** What Meta writes of a tag that it no longer takes, no document says. */
  static Problem tag() {
    return of(100, null, "Invalid tag.");
  }

  static Problem nobody(Account account) {
    return of(100, account.network().isInstagram() ? 2534014 : 2018001, "No matching user found");
  }

  static Problem unavailable() {
    return of(551, 1545041, "This person isn't available right now.");
  }

  static Problem anotherAppsThread() {
    return of(
        10, 2018300, "Message failed to send because another app is controlling this thread now.");
  }

  static Problem notRepliable() {
    return of(100, 2534025, "The comment is not valid for a private reply.");
  }

  static Problem tokenUsed() {
    return of(4, 2018354, "It is too early to send the next message with this token.");
  }

  static Problem tokenStopped() {
    return of(10, 1893015, "The person has stopped the notifications of this topic.");
  }

  static Problem tokenIsNot(String what) {
    return of(100, null, "notification_messages_token " + what);
  }

  static Problem messageAndAction() {
    return of(100, 2018014, "Cannot send both a message and a sender_action.");
  }

  public static Problem invalid(String what) {
    return of(100, null, what);
  }

  public static Problem notThisEdge() {
    return of(3, null, "Application does not have the capability to make this API call.");
  }

  public static Problem unknownObject(String id) {
    return of(100, 33, "Object with ID '" + id + "' does not exist.");
  }

  public static Problem token() {
    return new Problem(401, 190, null, "Invalid OAuth access token - Cannot parse access token");
  }

  /**
   * The answer.
   *
   * @param instagramsHost where the type is another one, and an error about a permission or window
   *     has no code in its text
   */
  public Response response(boolean instagramsHost) {
    boolean isBare = code == 190 || (instagramsHost && code == 10);
    JsonObject error =
        JsonObject.of(
            "message", isBare ? text : "(#" + code + ") " + text,
            "type", instagramsHost ? "IGApiException" : "OAuthException",
            "code", code);
    if (subcode != null) {
      error.put("error_subcode", subcode);
    }
    error.put("fbtrace_id", "A" + UUID.randomUUID().toString().replace("-", "").substring(0, 22));
    return Response.json(http, JsonObject.of("error", error));
  }
}
