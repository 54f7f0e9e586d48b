package io.sallyport.twin.outbound;

import io.vertx.core.json.JsonObject;

/**
 * Why Meta does not deliver a message it has accepted; told by a status webhook only
 * (platform-facts.md#statuses, #refusals-that-come-later).
 */
enum Failure {
  WINDOW_CLOSED(
      131047,
      "Re-engagement message",
      "Message failed to send because more than 24 hours have passed since the customer last replied"
          + " to this number."),
  MARKETING_LIMIT(
      131049,
      "This message was not delivered to maintain healthy ecosystem engagement.",
      "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."),
  MARKETING_STOPPED(
      131050,
      "User has stopped receipt of marketing messages.",
      "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages"
          + " on WhatsApp from your business.");

  private static final String HREF =
      "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

  private final int code;
  private final String title;
  private final String details;

  Failure(int code, String title, String details) {
    this.code = code;
    this.title = title;
    this.details = details;
  }

  int code() {
    return code;
  }

  String title() {
    return title;
  }

  JsonObject webhookView() {
    return JsonObject.of(
        "code", code,
        "title", title,
        "message", title,
        "error_data", JsonObject.of("details", details),
        "href", HREF);
  }
}
