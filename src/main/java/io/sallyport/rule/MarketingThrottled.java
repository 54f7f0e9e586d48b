package io.sallyport.rule;

import io.sallyport.contact.ContactState;
import io.sallyport.contact.MarketingUse;
import io.sallyport.contact.Window;
import io.sallyport.rule.PolicySettings.Marketing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much marketing a contact gets, and when (limits.md#marketing): their allowance outside an
 * open window, Meta's rest after a 131049, quiet hours, countries, and the number's own rate.
 */
public final class MarketingThrottled implements LedgerRule {

  /**
   * How long marketing to a contact rests after Meta's first 131049
   * (platform-facts.md#marketing-limit-per-user).
   */
  public static final Duration FIRST_COOL_DOWN = Duration.ofHours(24);

  /** The rest doubles with each further one, up to this. */
  public static final Duration LONGEST_COOL_DOWN = Duration.ofDays(7);

  /** How far past an allowance that is only observed sends are counted. */
  public static final int OBSERVED_PAST_ALLOWANCE = 8;

  /** What holds marketing to a contact back. */
  public interface Hold extends Grounds {

    @Override
    default Reason reason() {
      return Reason.MARKETING_THROTTLED;
    }

    /** As metrics and the script call it. */
    String word();
  }

  @Override
  public Reason reason() {
    return Reason.MARKETING_THROTTLED;
  }

  @Override
  public boolean appliesTo(Terms terms) {
    return terms.marketing() != null;
  }

  @Override
  public Map<String, Object> terms(Terms terms) {
    Map<String, Object> all = new LinkedHashMap<>();
    Marketing marketing = terms.marketing();
    if (marketing != null) {
      all.put("allowance", marketing.max());
      all.put("marketing_window", marketing.window().toSeconds());
      all.put("min_gap", marketing.minGap().toSeconds());
      all.put("reset_on_reply", marketing.resetOnReply());
    }
    return all;
  }

  private static String possibleAt(@Nullable Instant nextAt) {
    return "The next is possible at " + nextAt;
  }

  /**
   * The open marketing conversation's allowance is used up.
   *
   * @param sent counted sends in it; 0 when the allowance is none
   * @param first when it started
   * @param nextAt when it ends
   */
  public record AllowanceUsed(int sent, @Nullable Instant first, @Nullable Instant nextAt)
      implements Hold {

    @Override
    public String word() {
      return "allowance_used";
    }

    @Override
    public @Nullable Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      if (sent == 0) {
        return "No marketing is sent outside an open window (sallyport.policy.marketing.max=0).";
      }
      return sent
          + (sent == 1 ? " marketing template was" : " marketing templates were")
          + " sent to this contact since "
          + first
          + " without a reply, which is the allowance. "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return sent == 0
          ? "Wait until the contact writes, or raise sallyport.policy.marketing.max."
          : MarketingThrottled.possibleAt(nextAt)
              + (settings.marketing().resetOnReply()
                  ? ", or as soon as the contact replies."
                  : ".");
    }
  }

  /** The last counted marketing send is nearer than the configured gap, until {@code nextAt}. */
  public record TooSoon(Instant nextAt) implements Hold {

    @Override
    public String word() {
      return "too_soon";
    }

    @Override
    public Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      return "The last marketing template to this contact is more recent than"
          + " sallyport.policy.marketing.min-gap allows. "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return MarketingThrottled.possibleAt(nextAt) + ".";
    }
  }

  /** Meta reported 131049 at {@code failedAt}; marketing rests until {@code nextAt}. */
  public record CoolDown(Instant failedAt, Instant nextAt) implements Hold {

    @Override
    public String word() {
      return "cool_down";
    }

    @Override
    public Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      return "Meta did not deliver a marketing message to this contact at "
          + failedAt
          + " (131049). "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return MarketingThrottled.possibleAt(nextAt) + ", or as soon as the contact writes.";
    }
  }

  /**
   * It is quiet where the contact may be.
   *
   * @param nextAt the end; {@link QuietHours#NEVER} when there is none
   */
  public record Quiet(Instant nextAt) implements Hold {

    @Override
    public String word() {
      return "quiet_hours";
    }

    private boolean isEndless() {
      return nextAt.equals(QuietHours.NEVER);
    }

    @Override
    public @Nullable Instant possibleAt() {
      return isEndless() ? null : nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      QuietHours hours = settings.marketingLimits().quietHours();
      String when = hours == null ? "at this time of the day" : hours.inWords();
      return (isEndless()
              ? "No marketing is sent "
                  + when
                  + " by the contact's clock, and in one of the time zones this contact may be in"
                  + " it is always such a time"
              : "It is quiet where this contact may be: no marketing is sent "
                  + when
                  + " by the contact's clock")
          + " (sallyport.policy.marketing.quiet-hours). "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return isEndless()
          ? "Wait until the contact writes, or shorten sallyport.policy.marketing.quiet-hours."
          : MarketingThrottled.possibleAt(nextAt) + ", or as soon as the contact writes.";
    }
  }

  /** No marketing is sent to the contact's country, an ISO 3166 alpha-2 code. */
  public record BlockedCountry(String country) implements Hold {

    @Override
    public String word() {
      return "blocked_country";
    }

    @Override
    public String details(PolicySettings settings) {
      return "This contact's country is "
          + country
          + ", where no marketing is sent (sallyport.policy.marketing.blocked-countries). "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return "Utility templates and replies in an open window can still be sent.";
    }
  }

  /** The number sends as much marketing as it may, until {@code nextAt}, ms. */
  public record MarketingRate(Instant nextAt) implements Hold {

    @Override
    public String word() {
      return "marketing_rate";
    }

    @Override
    public Instant possibleAt() {
      return nextAt;
    }

    @Override
    public String details(PolicySettings settings) {
      return "This number sends as much marketing as sallyport.policy.marketing.rate allows. "
          + cure(settings);
    }

    @Override
    public String cure(PolicySettings settings) {
      return MarketingThrottled.possibleAt(nextAt) + ".";
    }
  }

  @Override
  public Grounds grounds(String kind, Facts facts) {
    return switch (kind) {
      case "allowance_used" ->
          new AllowanceUsed(
              facts.number("sent"), facts.seconds("first"), facts.seconds("conversation_ends"));
      case "too_soon" -> new TooSoon(facts.at("gap_ends"));
      case "cool_down" -> new CoolDown(facts.at("failed"), facts.at("cool_down_ends"));
      case "quiet_hours" -> new Quiet(facts.at("quiet_ends"));
      case "blocked_country" -> new BlockedCountry(facts.word("country"));
      case "marketing_rate" -> new MarketingRate(facts.millis("next_ms"));
      default -> throw LedgerRule.unknown(kind);
    };
  }

  @Override
  public String because(boolean applies, Terms terms, ContactState state) {
    if (!applies) {
      return OptedOut.onlyMarketing(terms);
    } else if (state.window().state() == Window.State.OPEN) {
      return "Marketing in an open window is not counted. " + WindowClosed.inWords(terms, state);
    }
    MarketingUse use = state.marketing();
    Marketing marketing = terms.marketing();
    return use.sent()
        + " of "
        + (marketing == null ? 0 : marketing.max())
        + " marketing templates used"
        + (use.since() == null ? "." : " since " + use.since() + ".");
  }
}
