package io.sallyport.rule;

import java.time.Instant;

/**
 * The sentences of {@code error_data.details}: what is wrong, since when, what to do instead. Times
 * are RFC 3339 in UTC. They name no phone number and no text.
 */
public final class Details {

  private Details() {}

  public static String unknownNumber(String id) {
    return "No business phone number with the id "
        + id
        + " is configured. Use the phone number id (not the WABA id, not `me`), or configure"
        + " sallyport.numbers.\"<phone_number_id>\".waba-id.";
  }

  public static String forbiddenNumber(String id) {
    return "This client may not use "
        + id
        + ": use one of its own numbers, or add it to the client's sallyport.clients.\"<name>\".numbers.";
  }

  public static String allNumbers() {
    return "This call is about all numbers, and this client may use some only.";
  }

  public static String unauthenticated(String why) {
    return why
        + " Send a client key of this gateway (sallyport.clients.\"<name>\".key) as"
        + " `Authorization: Bearer <key>` or as `access_token` in the query.";
  }

  public static String tooLarge(long limit) {
    return "The body is larger than " + limit + " bytes (sallyport.policy.max-body-size).";
  }

  public static String noTokenOf(String phoneNumberId) {
    return "There is no token to make this call with: set "
        + BusinessNumber.tokenKey(phoneNumberId)
        + ".";
  }

  public static String webhookOverride() {
    return "This call would have Meta send webhooks to another address than this gateway's, which"
        + " would then not know who wrote, and refuse. Let the gateway pass them on instead"
        + " (sallyport.relay.targets.\"<name>\".url); an address that is the gateway's own belongs"
        + " into sallyport.webhook.public-url.";
  }

  public static String undecided() {
    return "The gateway's store did not answer, so nothing could be decided and nothing was sent."
        + " Try again.";
  }

  public static String storeSilent() {
    return "The gateway's store did not answer, so nothing was read or stored. Try again.";
  }

  public static String upstreamUnreachable() {
    return "No connection to the Graph API; the message was not sent. It is safe to send it again.";
  }

  public static String outcomeUnknown() {
    return "The message was handed to the Graph API and no answer came. It may have been sent:"
        + " wait for a status webhook before sending it again.";
  }

  public static String inFlight() {
    return "A send with this Idempotency-Key is under way. Ask again with the same key and body to"
        + " learn how it ended.";
  }

  public static String keyReused() {
    return "This Idempotency-Key was used within 24 hours for another message. Use a new key for a new"
        + " message.";
  }

  public static String cannotWait(Instant latest) {
    return "It cannot wait for that: it is of use until " + latest + " only.";
  }

  public static String badKey(int longest) {
    return "The Idempotency-Key must be 1 to " + longest + " printable characters, and stand once.";
  }
}
