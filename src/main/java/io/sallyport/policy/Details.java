package io.sallyport.policy;

import io.sallyport.contact.Window;
import io.sallyport.message.TemplateCall;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
            + " and whether sallyport.numbers.\""
            + number.phoneNumberId()
            + "\".access-token may list them.";
  }

  public static String noToken(BusinessNumber number) {
    return "The templates of WABA "
        + number.wabaId()
        + " are not known: set sallyport.numbers.\""
        + number.phoneNumberId()
        + "\".access-token so that the gateway can list them.";
  }

  static String notApproved(Template template) {
    return name(template.key())
        + " has status "
        + template.status()
        + "; only APPROVED templates can be sent.";
  }

  static String paused(Template template) {
    return name(template.key())
        + " is paused by Meta because of low quality. Use another template, or wait until Meta"
        + " unpauses it.";
  }

  static String disabled(Template template) {
    return name(template.key())
        + " is disabled by Meta for good, having been paused too often. Use another template.";
  }

  static String onlyMarketingTemplates() {
    return "Message must be a template message: /marketing_messages takes MARKETING templates only."
        + " Use /messages.";
  }

  static String notMarketing(Template template, Category category) {
    return name(template.key())
        + " is of category "
        + category.name()
        + "; /marketing_messages takes MARKETING templates only. Use /messages.";
  }

  static String windowClosed(
      @Nullable Instant lastInbound, @Nullable Instant closedByMeta, PolicySettings settings) {
    String since;
    if (lastInbound == null) {
      since = "This contact has not written to this number.";
    } else if (closedByMeta != null) {
      since =
          "This contact last wrote at "
              + lastInbound
              + ", and Meta reported the window closed at "
              + closedByMeta
              + ".";
    } else {
      Instant end = lastInbound.plus(Window.LENGTH).minus(settings.windowMargin());
      since = "This contact last wrote at " + lastInbound + "; the window closed at " + end + ".";
    }
    return since + instead(settings);
  }

  static String windowUnknown(@Nullable Instant coveredSince, PolicySettings settings) {
    String since =
        coveredSince == null
            ? "no webhook of this number has been seen yet"
            : "this number's webhooks have been seen since "
                + coveredSince
                + " only, and it takes until "
                + coveredSince.plus(Window.LENGTH)
                + " to be sure";
    return "Whether this contact's window is open is not known: "
        + since
        + " (sallyport.policy.unknown-window=reject)."
        + instead(settings);
  }

  private static String instead(PolicySettings settings) {
    return " Free-form messages need an open customer service window: send an approved template ("
        + settings.categoriesInWords()
        + "), or wait until the contact writes.";
  }

  static String optedOut(Instant at) {
    return "This contact stopped marketing messages at "
        + at
        + ". Utility templates and replies in an open window can still be sent; marketing again when"
        + " the contact resumes it.";
  }

  static String allowanceUsed(Grounds.AllowanceUsed used, PolicySettings settings) {
    if (used.sent() == 0) {
      return "No marketing is sent outside an open window (sallyport.policy.marketing.max=0).";
    }
    return used.sent()
        + (used.sent() == 1 ? " marketing template was" : " marketing templates were")
        + " sent to this contact since "
        + used.first()
        + " without a reply, which is the allowance. The next is possible at "
        + used.nextAt()
        + (settings.marketing().resetOnReply() ? ", or as soon as the contact replies." : ".");
  }

  static String tooSoon(Instant nextAt) {
    return "The last marketing template to this contact is more recent than"
        + " sallyport.policy.marketing.min-gap allows. The next is possible at "
        + nextAt
        + ".";
  }

  static String coolDown(Instant failedAt, Instant nextAt) {
    return "Meta did not deliver a marketing message to this contact at "
        + failedAt
        + " (131049). The next is possible at "
        + nextAt
        + ", or as soon as the contact writes.";
  }

  public static String undecided() {
    return "The gateway's store did not answer, so nothing could be decided and nothing was sent."
        + " Try again.";
  }

  public static String upstreamUnreachable() {
    return "No connection to the Graph API; the message was not sent. It is safe to send it again.";
  }

  public static String outcomeUnknown() {
    return "The message was handed to the Graph API and no answer came. It may have been sent:"
        + " wait for a status webhook before sending it again.";
  }
}
