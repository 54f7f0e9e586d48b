package io.sallyport.rule;

import io.sallyport.contact.Contact;
import io.sallyport.contact.TimeZones;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Billing;
import io.sallyport.pricing.Tariff;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.template.Category;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Judges a send by the rules that need no contact state, in the order of {@link Reason}. */
public final class Policies {

  private final Rules rules;
  private final PolicySettings settings;
  private final Tariff tariff;
  private final @Nullable OwnTerms own;
  private final Map<Reason, Enforcement> ledgerRules = new EnumMap<>(Reason.class);
  private final Kind freeForm;
  private final Kind anyTime;
  private final Kind marketing;

  /**
   * The rules under the owner's settings.
   *
   * @param rules of the channel
   */
  public Policies(Rules rules, PolicySettings settings, Tariff tariff) {
    this(rules, settings, tariff, null);
  }

  /**
   * The rules of a channel that has terms of its own.
   *
   * @param own makes them; null on WhatsApp
   */
  public Policies(Rules rules, PolicySettings settings, Tariff tariff, @Nullable OwnTerms own) {
    this.own = own;
    this.rules = rules;
    this.settings = settings;
    this.tariff = tariff;
    rules
        .ofLedger()
        .forEach(rule -> ledgerRules.put(rule.reason(), settings.enforcement(rule.reason())));
    this.freeForm = new Kind(true, null);
    this.anyTime = new Kind(false, null);
    this.marketing = new Kind(false, settings.marketing());
  }

  public Rules rules() {
    return rules;
  }

  public PolicySettings settings() {
    return settings;
  }

  /** What else the terms of a kind depend on. */
  private record Variant(Billing billing, Rates rates) {}

  /** Terms made once for each of the few variants. */
  private final class Kind {
    private final boolean needsWindow;
    private final @Nullable Marketing allowance;
    private final Map<Variant, Terms> terms = new ConcurrentHashMap<>();

    Kind(boolean needsWindow, @Nullable Marketing allowance) {
      this.needsWindow = needsWindow;
      this.allowance = allowance;
    }

    Terms terms(Category category, Instant now, Rates rates) {
      return terms.computeIfAbsent(new Variant(tariff.billing(category, now), rates), this::make);
    }

    private Terms make(Variant variant) {
      return new Terms(
          needsWindow,
          settings.unknownWindow() == UnknownWindow.ALLOW,
          settings.windowMargin(),
          settings.requireOptIn() && !needsWindow,
          allowance,
          ledgerRules,
          variant.billing(),
          allowance == null ? variant.rates() : variant.rates().withMarketing(marketingRate()));
    }
  }

  private double marketingRate() {
    Double rate = settings.marketingLimits().rate();
    return rate == null ? 0 : rate;
  }

  /** Judges a message other than a control call. */
  public MessageVerdict judge(Submission send) {
    Refusal observed = null;
    for (MessageRule rule : rules.ofMessages()) {
      Enforcement enforcement = settings.enforcement(rule.reason());
      if (enforcement == Enforcement.OFF) {
        continue;
      }
      Refusal refusal = rule.examine(send, settings).refusal();
      if (refusal != null && enforcement == Enforcement.ENFORCE) {
        return new MessageVerdict.Refused(refusal, told(send, refusal));
      }
      observed = observed == null ? refusal : observed;
    }
    return new MessageVerdict.Passed(terms(send), shown(category(send)), observed);
  }

  /** What each of these rules says, whether it is enforced or not. */
  public List<Finding> examine(Submission send) {
    return rules.ofMessages().stream().map(rule -> rule.examine(send, settings)).toList();
  }

  /** What a ledger must hold the send to, if these rules let it pass. */
  public Terms terms(Submission send) {
    if (own != null) {
      return own.terms(send, settings, ledgerRules);
    }
    return terms(category(send), send.now(), send.number().rates());
  }

  private Terms terms(Category category, Instant now, Rates rates) {
    if (category.equals(Category.SERVICE)) {
      return freeForm.terms(category, now, rates);
    }
    return (category.isMarketing() ? marketing : anyTime).terms(category, now, rates);
  }

  /** What its verdict on a send it lets pass stands on. */
  public Standing standing(Submission send) {
    OutboundMessage message = send.message();
    String direct = message.directCategory();
    return new Standing(
        message.sendClass(),
        direct == null ? null : new Category(direct),
        message.sendClass() == SendClass.TEMPLATE ? send.templateCategory() : null,
        send.template() != null,
        send.now(),
        foundOnly(send));
  }

  /** By rules that are not enforced, which are none for most. */
  private List<Reason> foundOnly(Submission send) {
    return rules.ofMessages().stream()
        .filter(rule -> settings.enforcement(rule.reason()) != Enforcement.ENFORCE)
        .filter(rule -> rule.examine(send, settings).refusal() != null)
        .map(MessageRule::reason)
        .toList();
  }

  /** The rule that would refuse a message that other settings let pass; null for none. */
  public @Nullable Reason refusing(Standing standing) {
    for (MessageRule rule : rules.ofMessages()) {
      Reason reason = rule.reason();
      boolean finds =
          reason == Reason.UNSUPPORTED_CATEGORY
              ? UnsupportedCategory.isRefused(
                  standing.direct(), standing.isListed() ? standing.template() : null, settings)
              : standing.found().contains(reason);
      if (finds && settings.enforcement(reason) == Enforcement.ENFORCE) {
        return reason;
      }
    }
    return null;
  }

  /** The terms of such a send on WhatsApp. */
  public Terms terms(Standing standing, Rates rates) {
    Category category =
        standing.sendClass() == SendClass.TEMPLATE
            ? Objects.requireNonNullElse(standing.template(), Category.UNKNOWN)
            : ofText(standing.direct());
    return terms(category, standing.at(), rates);
  }

  /** The terms of a marketing template. */
  public Terms marketingTerms(Instant now) {
    return marketing.terms(Category.MARKETING, now, Rates.DEFAULT);
  }

  /**
   * Until when quiet hours hold marketing to the contact back, unless their window is open. A
   * contact whose name says no country is taken to be where the number is.
   *
   * @return null when it is not quiet, or nobody knows the contact's time; {@link QuietHours#NEVER}
   *     when it always is in one of the zones they may be in
   */
  public @Nullable Instant quietUntil(BusinessNumber number, Contact contact, Instant now) {
    QuietHours quietHours = settings.marketingLimits().quietHours();
    if (quietHours == null) {
      return null;
    }
    List<ZoneId> zones = TimeZones.of(contact);
    return quietHours.endsAt(zones.isEmpty() ? TimeZones.ofCountry(number.country()) : zones, now);
  }

  /** Whether no marketing is sent to the contact's country. One of no country is in none. */
  public boolean isBlockedCountry(Contact contact) {
    Set<String> blocked = settings.marketingLimits().blockedCountries();
    if (blocked.isEmpty()) {
      return false;
    }
    String country = contact.country();
    return country != null && blocked.contains(country);
  }

  /** The category the send is counted and billed under. */
  private Category category(Submission send) {
    if (own != null) {
      return own.category(send);
    }
    String direct = send.message().directCategory();
    if (send.message().sendClass() == SendClass.TEMPLATE) {
      return send.templateCategory();
    }
    return ofText(direct == null ? null : new Category(direct));
  }

  /** Of what is no template; a Direct Send states one. */
  private Category ofText(@Nullable Category direct) {
    boolean anyTimeToo =
        settings.directSend() == DirectSend.UTILITY && Category.UTILITY.equals(direct);
    return anyTimeToo ? Category.UTILITY : Category.SERVICE;
  }

  /** The category a refused send is told to have: Direct Send's own, if that is the trouble. */
  private @Nullable Category told(Submission send, Refusal refusal) {
    String direct = send.message().directCategory();
    if (direct == null || refusal.reason() != Reason.UNSUPPORTED_CATEGORY) {
      return shown(category(send));
    }
    Category stated = new Category(direct);
    return stated.isKnown() ? stated : null;
  }

  private static @Nullable Category shown(Category category) {
    return category.equals(Category.UNKNOWN) ? null : category;
  }

  /** The refusal that a ledger's grounds amount to. */
  public Refusal refusal(Grounds grounds) {
    return new Refusal(grounds.reason(), grounds.details(settings), grounds.possibleAt(), grounds);
  }
}
