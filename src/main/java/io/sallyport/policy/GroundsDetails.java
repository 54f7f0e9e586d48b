package io.sallyport.policy;

import io.sallyport.contact.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of {@code error_data.details} for what a ledger refused: what is wrong, since when,
 * what to do instead. Times are RFC 3339 in UTC. They name no phone number and no text.
 */
final class GroundsDetails {

  private GroundsDetails() {}

  static String of(Grounds grounds, PolicySettings settings) {
    if (grounds instanceof Grounds.Restricted restricted) {
      return restricted(restricted);
    } else if (grounds instanceof Grounds.OptedOut stop) {
      return optedOut(stop.at());
    } else if (grounds instanceof Grounds.NoOptIn) {
      return noOptIn();
    } else if (grounds instanceof Grounds.WindowClosed closed) {
      return windowClosed(closed.lastInboundAt(), closed.closedByMetaAt(), settings);
    } else if (grounds instanceof Grounds.NameLeft left) {
      return nameLeft(left.at());
    } else if (grounds instanceof Grounds.WindowUnknown unknown) {
      return windowUnknown(unknown.coveredSince(), settings);
    } else if (grounds instanceof Grounds.AllowanceUsed used) {
      return allowanceUsed(used, settings);
    } else if (grounds instanceof Grounds.TooSoon soon) {
      return tooSoon(soon.nextAt());
    } else if (grounds instanceof Grounds.QuietHours quiet) {
      return quiet(quiet, settings.marketingLimits().quietHours());
    } else if (grounds instanceof Grounds.BlockedCountry blocked) {
      return blockedCountry(blocked.country());
    } else if (grounds instanceof Grounds.MarketingRate rate) {
      return marketingRate(rate);
    } else if (grounds instanceof Grounds.PairRate rate) {
      return pairRate(rate);
    } else if (grounds instanceof Grounds.Throughput throughput) {
      return throughput(throughput);
    } else if (grounds instanceof Grounds.ContactsReached reached) {
      return contactsReached(reached);
    }
    Grounds.CoolDown coolDown = (Grounds.CoolDown) grounds;
    return coolDown(coolDown.failedAt(), coolDown.nextAt());
  }

  private static String restricted(Grounds.Restricted restricted) {
    return (restricted.everything()
            ? "Meta has blocked this account from sending messages"
            : "Meta has blocked this account from starting conversations; replies in an open window"
                + " can still be sent. It is blocked")
        + (restricted.until() == null ? "" : " until " + restricted.until())
        + ". "
        + Cures.MANAGER;
  }

  private static String noOptIn() {
    return "No opt-in of this contact is recorded, and the contact has not written to this number"
        + " (sallyport.policy.require-opt-in). "
        + Cures.OPT_IN;
  }

  private static String nameLeft(Instant at) {
    return "The contact left this phone number or user id for another at "
        + at
        + ", and nobody has written under it since. Send to what the contact uses now, which"
        + " /sallyport/v1 lists among the contact's names.";
  }

  private static String windowClosed(
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
    return since + " " + Cures.window(settings);
  }

  private static String windowUnknown(@Nullable Instant coveredSince, PolicySettings settings) {
    String since =
        coveredSince == null
            ? "no webhook of this number has been seen yet, or they come no more"
            : "this number's webhooks have been seen since "
                + coveredSince
                + " only, and it takes until "
                + coveredSince.plus(Window.LENGTH)
                + " to be sure";
    return "Whether this contact's window is open is not known: "
        + since
        + " (sallyport.policy.unknown-window=reject). "
        + Cures.window(settings);
  }

  private static String optedOut(Instant at) {
    return "This contact stopped marketing messages at " + at + ". " + Cures.RESUME;
  }

  private static String allowanceUsed(Grounds.AllowanceUsed used, PolicySettings settings) {
    if (used.sent() == 0) {
      return "No marketing is sent outside an open window (sallyport.policy.marketing.max=0).";
    }
    return used.sent()
        + (used.sent() == 1 ? " marketing template was" : " marketing templates were")
        + " sent to this contact since "
        + used.first()
        + " without a reply, which is the allowance. "
        + Cures.allowance(used, settings);
  }

  private static String tooSoon(Instant nextAt) {
    return "The last marketing template to this contact is more recent than"
        + " sallyport.policy.marketing.min-gap allows. "
        + Cures.tooSoon(nextAt);
  }

  private static String coolDown(Instant failedAt, Instant nextAt) {
    return "Meta did not deliver a marketing message to this contact at "
        + failedAt
        + " (131049). "
        + Cures.coolDown(nextAt);
  }

  private static String marketingRate(Grounds.MarketingRate rate) {
    return "This number sends as much marketing as sallyport.policy.marketing.rate allows. "
        + Cures.tooSoon(rate.nextAt());
  }

  private static String pairRate(Grounds.PairRate rate) {
    return "Too many messages to this contact in a short time: Meta takes one every 6 seconds, and up"
        + " to 45 ahead. "
        + Cures.tooSoon(rate.nextAt());
  }

  private static String throughput(Grounds.Throughput throughput) {
    return "This number sends and receives as much as it may: "
        + throughput.perSecond()
        + " messages per second. "
        + Cures.throughput(throughput.nextAt());
  }

  private static String contactsReached(Grounds.ContactsReached reached) {
    return "The business portfolio has reached its messaging limit: "
        + reached.limit()
        + " contacts outside a customer service window in 24 hours. "
        + Cures.contactsReached(reached.nextAt());
  }

  private static String quiet(Grounds.QuietHours quiet, @Nullable QuietHours hours) {
    String when = hours == null ? "at this time of the day" : hours.inWords();
    return (quiet.isEndless()
            ? "No marketing is sent "
                + when
                + " by the contact's clock, and in one of the time zones this contact may be in it"
                + " is always such a time"
            : "It is quiet where this contact may be: no marketing is sent "
                + when
                + " by the contact's clock")
        + " (sallyport.policy.marketing.quiet-hours). "
        + Cures.quiet(quiet);
  }

  private static String blockedCountry(String country) {
    return "This contact's country is "
        + country
        + ", where no marketing is sent (sallyport.policy.marketing.blocked-countries). "
        + Cures.NO_MARKETING;
  }
}
