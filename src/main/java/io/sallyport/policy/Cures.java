package io.sallyport.policy;

import io.sallyport.policy.Grounds.AllowanceUsed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do about a refusal: the ends of its details, and the cures of an explanation. */
final class Cures {

  static final String BODY = "Send the JSON that the Graph API documents for this call.";

  static final String OTHER_TEMPLATE = "Use another template.";

  static final String PAUSED = "Use another template, or wait until Meta unpauses it.";

  static final String OTHER_ENDPOINT = "Use /messages.";

  static final String OPT_IN =
      "Record the opt-in with PUT"
          + " /sallyport/v1/numbers/{phone_number_id}/contacts/{contact}/consent, or wait until the"
          + " contact writes.";

  static final String RESUME =
      "Utility templates and replies in an open window can still be sent; marketing again when"
          + " the contact resumes it.";

  static final String NO_MARKETING =
      "Utility templates and replies in an open window can still be sent.";

  static final String MANAGER = "See the account's quality and violations in WhatsApp Manager.";

  private Cures() {}

  static String of(Reason reason, Submission send, PolicySettings settings) {
    return switch (reason) {
      case UNSUPPORTED_CATEGORY ->
          "Send "
              + settings.categoriesInWords()
              + ", or add the category to sallyport.policy.supported-categories.";
      case UNKNOWN_TEMPLATE -> unknownTemplate(send.number(), send.templatesListed());
      case TEMPLATE_PAUSED -> PAUSED;
      case TEMPLATE_DISABLED -> OTHER_TEMPLATE;
      case TEMPLATE_PARAMETERS -> "Fill in the parameters that the template has.";
      case NOT_MARKETING -> OTHER_ENDPOINT;
      default -> "Use an approved template, or wait until Meta approves this one.";
    };
  }

  private static String unknownTemplate(BusinessNumber number, boolean listed) {
    if (!number.templatesReadable()) {
      return "Set " + Details.tokenKey(number) + ", so that the gateway can list the templates.";
    }
    return listed
        ? "Use a name and language that GET /sallyport/v1/numbers/"
            + number.phoneNumberId()
            + "/templates lists."
        : "Wait until the templates are listed, or set a token that may list them ("
            + Details.tokenKey(number)
            + ").";
  }

  static String of(Grounds grounds, PolicySettings settings) {
    if (grounds instanceof Grounds.Restricted restricted) {
      return (restricted.until() == null ? "" : "Wait until " + restricted.until() + ". ")
          + MANAGER;
    } else if (grounds instanceof Grounds.OptedOut) {
      return RESUME;
    } else if (grounds instanceof Grounds.NoOptIn) {
      return OPT_IN;
    } else if (grounds instanceof Grounds.AllowanceUsed used) {
      return allowance(used, settings);
    } else if (grounds instanceof Grounds.TooSoon soon) {
      return tooSoon(soon.nextAt());
    } else if (grounds instanceof Grounds.CoolDown coolDown) {
      return coolDown(coolDown.nextAt());
    } else if (grounds instanceof Grounds.MarketingRate rate) {
      return tooSoon(rate.nextAt());
    } else if (grounds instanceof Grounds.PairRate rate) {
      return tooSoon(rate.nextAt());
    } else if (grounds instanceof Grounds.Throughput throughput) {
      return throughput(throughput.nextAt());
    } else if (grounds instanceof Grounds.ContactsReached reached) {
      return contactsReached(reached.nextAt());
    } else if (grounds instanceof Grounds.QuietHours quiet) {
      return quiet(quiet);
    } else if (grounds instanceof Grounds.BlockedCountry) {
      return NO_MARKETING;
    }
    return window(settings);
  }

  static String window(PolicySettings settings) {
    return "Free-form messages need an open customer service window: send an approved template ("
        + settings.categoriesInWords()
        + "), or wait until the contact writes.";
  }

  static String allowance(AllowanceUsed used, PolicySettings settings) {
    return used.sent() == 0
        ? "Wait until the contact writes, or raise sallyport.policy.marketing.max."
        : possibleAt(used.nextAt())
            + (settings.marketing().resetOnReply() ? ", or as soon as the contact replies." : ".");
  }

  static String coolDown(Instant nextAt) {
    return possibleAt(nextAt) + ", or as soon as the contact writes.";
  }

  static String tooSoon(Instant nextAt) {
    return possibleAt(nextAt) + ".";
  }

  static String throughput(Instant nextAt) {
    return possibleAt(nextAt)
        + ". Spread the sends, or set sallyport.numbers.\"<phone_number_id>\".throughput if Meta has"
        + " raised the number's.";
  }

  static String contactsReached(Instant nextAt) {
    return possibleAt(nextAt)
        + ". Replies, and contacts reached within the 24 hours, can be sent to.";
  }

  static String quiet(Grounds.QuietHours quiet) {
    return quiet.isEndless()
        ? "Wait until the contact writes, or shorten sallyport.policy.marketing.quiet-hours."
        : possibleAt(quiet.nextAt()) + ", or as soon as the contact writes.";
  }

  private static String possibleAt(@Nullable Instant nextAt) {
    return "The next is possible at " + nextAt;
  }
}
