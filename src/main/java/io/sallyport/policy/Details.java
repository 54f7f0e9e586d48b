package io.sallyport.policy;

import io.sallyport.message.TemplateCall;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.time.Instant;

/**
 * The sentences of {@code error_data.details}: what is wrong, since when, what to do instead. Times
 * are RFC 3339 in UTC. They name no phone number and no text.
 */
public final class Details {

  static final String DIRECT_SEND = "This message (Direct Send)";

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

  static String name(Template.Key key) {
    return "Template " + key.name() + " (" + key.language() + ")";
  }

  static String unsupportedCategory(String what, Category category, PolicySettings settings) {
    return what
        + " is of category "
        + category.name()
        + "; this gateway sends "
        + settings.categoriesInWords()
        + " (sallyport.policy.supported-categories).";
  }

  static String unknownTemplate(BusinessNumber number, TemplateCall call, boolean listed) {
    String what = "template name (" + call.name() + ") does not exist in " + call.language() + ". ";
    if (!number.templatesReadable()) {
      return what + noToken(number);
    }
    String waba = "WABA " + number.wabaId();
    return listed
        ? what
            + "Name and language must match an approved template of "
            + waba
            + " exactly (en is not en_US)."
        : what
            + "The templates of "
            + waba
            + " could not be listed yet: see the gateway's readiness"
            + " and whether "
            + tokenKey(number)
            + " may list them.";
  }

  public static String noToken(BusinessNumber number) {
    return "The templates of WABA "
        + number.wabaId()
        + " are not known: set "
        + tokenKey(number)
        + " so that the gateway can list them.";
  }

  static String tokenKey(BusinessNumber number) {
    return tokenKey(number.phoneNumberId());
  }

  /** The configuration key of a number's token. */
  public static String tokenKey(String phoneNumberId) {
    return "sallyport.numbers.\"" + phoneNumberId + "\".access-token";
  }

  public static String noTokenOf(String phoneNumberId) {
    return "There is no token to make this call with: set " + tokenKey(phoneNumberId) + ".";
  }

  static String notApproved(Template template) {
    return name(template.key())
        + " has status "
        + template.status()
        + "; only APPROVED templates can be sent.";
  }

  static String paused(Template template) {
    return name(template.key()) + " is paused by Meta because of low quality. " + Cures.PAUSED;
  }

  static String disabled(Template template) {
    return name(template.key())
        + " is disabled by Meta for good, having been paused too often. "
        + Cures.OTHER_TEMPLATE;
  }

  static String onlyMarketingTemplates() {
    return "Message must be a template message: /marketing_messages takes MARKETING templates only."
        + " "
        + Cures.OTHER_ENDPOINT;
  }

  static String notMarketing(Template template, Category category) {
    return name(template.key())
        + " is of category "
        + category.name()
        + "; /marketing_messages takes MARKETING templates only. "
        + Cures.OTHER_ENDPOINT;
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
