package io.sallyport.http.wazzup;

import io.sallyport.channel.Transport;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.send.GraphAnswer;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Refusals in the shape that Wazzup's clients read: {@code status}, {@code requestId}, {@code
 * error}, {@code description}, {@code data} (wazzup.md#what-is-refused).
 *
 * @param transport of the send's channel; null when it is not known
 * @param word Wazzup's code, where the reason alone does not say it
 * @param data what is in question
 */
record WazzupErrors(@Nullable Transport transport, @Nullable String word, JsonObject data)
    implements GraphAnswer.Errors {

  static final WazzupErrors OF_CALLS = new WazzupErrors(null, null, new JsonObject());

  /** The status of a message that was taken. */
  private static final int CREATED = 201;

  @Override
  public int status(Refusal refusal) {
    return GraphErrors.status(refusal);
  }

  @Override
  public Buffer body(Refusal refusal, String id) {
    return JsonObject.of(
            "status",
            status(refusal),
            "requestId",
            "sallyport-" + id,
            "error",
            word == null ? word(refusal.reason()) : word,
            "description",
            description(refusal),
            "data",
            data)
        .toBuffer();
  }

  /** What a webhook told of it was taken, too. */
  @Override
  public int replayed(int kept) {
    return CREATED;
  }

  private String word(Reason reason) {
    return switch (reason) {
      case UNAUTHENTICATED -> "UNAUTHORIZED";
      case FORBIDDEN_NUMBER, WEBHOOK_OVERRIDE -> "FORBIDDEN";
      case UNKNOWN_NUMBER -> "CHANNEL_NOT_FOUND";
      case TOO_LARGE, INVALID_BODY -> "INVALID_MESSAGE_DATA";
      case FIRST_CONTACT, SILENCE -> "MESSAGES_NOT_TEXT_FIRST";
      case UNANSWERED -> "MESSAGES_IS_SPAM";
      case WINDOW_CLOSED ->
          transport == Transport.INSTAGRAM ? "7_DAYS_EXCEEDED" : "24_HOURS_EXCEEDED";
      case IN_FLIGHT -> "REPEATED_CRM_MESSAGE_ID";
      default -> "UNKNOWN_ERROR";
    };
  }

  /** Of a message; of other calls it is said where they end. */
  private String description(Refusal refusal) {
    if (transport == null) {
      return refusal.details();
    }
    return switch (refusal.reason()) {
      case IN_FLIGHT ->
          "A message with this crmMessageId is under way. Ask again with the same crmMessageId to"
              + " learn how it ended.";
      case UPSTREAM_UNREACHABLE ->
          "No connection to Wazzup; the message was not sent. It is safe to send it again.";
      case OUTCOME_UNKNOWN ->
          "The message was handed to Wazzup and its fate is not known. It may have been sent:"
              + " wait for a webhook before sending it again.";
      default -> refusal.details();
    };
  }
}
