package io.sallyport.policy;

import io.sallyport.message.OutboundMessage;
import io.sallyport.message.SendClass;
import io.sallyport.message.TemplateCall;
import io.sallyport.policy.PolicySettings.DirectSend;
import io.sallyport.policy.PolicySettings.UnknownWindow;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a send by the rules that need no contact state, in the order of {@link Reason}. */
public final class Policies {

  /** Free-form messages: Meta bills them under SERVICE (PF §6.1). */
  public static final Category SERVICE = new Category("SERVICE");

  private final PolicySettings settings;
  private final Terms freeForm;
  private final Terms anyTime;
  private final Terms marketing;

  public Policies(PolicySettings settings) {
    this.settings = settings;
    boolean unknownPasses = settings.unknownWindow() == UnknownWindow.ALLOW;
    this.freeForm = new Terms(true, unknownPasses, settings.windowMargin(), null);
    this.anyTime = new Terms(false, unknownPasses, settings.windowMargin(), null);
    this.marketing = new Terms(false, unknownPasses, settings.windowMargin(), settings.marketing());
  }

  public PolicySettings settings() {
    return settings;
  }

  /**
   * Judges a message other than a control call.
   *
   * @param template what the registry holds of the template the message names, if it does
   * @param templatesListed whether the registry has the templates of the number's WABA at all
   * @param now the gateway's time, for announced category changes
   */
  public Judgement judge(
      BusinessNumber number,
      Endpoint endpoint,
      OutboundMessage message,
      @Nullable Template template,
      boolean templatesListed,
      Instant now) {
    if (message.sendClass() == SendClass.TEMPLATE) {
      TemplateCall call = Objects.requireNonNull(message.template());
      if (template == null) {
        String details = Details.unknownTemplate(number, call, templatesListed);
        return refused(Refusal.of(Reason.UNKNOWN_TEMPLATE, details), null);
      }
      return judgeTemplate(endpoint, call, template, now);
    }
    Judgement judgement =
        message.sendClass() == SendClass.DIRECT_SEND
            ? judgeDirectSend(Objects.requireNonNull(message.directCategory()))
            : new Judgement.Passed(freeForm, SERVICE);
    return endpoint == Endpoint.MARKETING_MESSAGES && judgement instanceof Judgement.Passed passed
        ? refused(
            Refusal.of(Reason.NOT_MARKETING, Details.onlyMarketingTemplates()), passed.category())
        : judgement;
  }

  /** The refusal that a ledger's grounds amount to. */
  public Refusal refusal(Grounds grounds) {
    if (grounds instanceof Grounds.OptedOut stop) {
      return Refusal.of(Reason.OPTED_OUT, Details.optedOut(stop.at()));
    } else if (grounds instanceof Grounds.WindowClosed closed) {
      return Refusal.of(
          Reason.WINDOW_CLOSED,
          Details.windowClosed(closed.lastInboundAt(), closed.closedByMetaAt(), settings));
    } else if (grounds instanceof Grounds.WindowUnknown unknown) {
      return Refusal.of(
          Reason.WINDOW_CLOSED, Details.windowUnknown(unknown.coveredSince(), settings));
    } else if (grounds instanceof Grounds.AllowanceUsed used) {
      return throttled(Details.allowanceUsed(used, settings), used.nextAt());
    } else if (grounds instanceof Grounds.TooSoon soon) {
      return throttled(Details.tooSoon(soon.nextAt()), soon.nextAt());
    }
    Grounds.CoolDown coolDown = (Grounds.CoolDown) grounds;
    return throttled(Details.coolDown(coolDown.failedAt(), coolDown.nextAt()), coolDown.nextAt());
  }

  private static Refusal throttled(String details, @Nullable Instant nextAt) {
    return new Refusal(Reason.MARKETING_THROTTLED, details, nextAt);
  }

  private Judgement judgeDirectSend(String name) {
    Category category = new Category(name);
    if (!category.equals(SERVICE) && !settings.supportedCategories().contains(category)) {
      return refused(
          Refusal.of(
              Reason.UNSUPPORTED_CATEGORY,
              Details.unsupportedCategory("This message (Direct Send)", category, settings)),
          category.isKnown() ? category : null);
    }
    boolean anyTimeToo =
        settings.directSend() == DirectSend.UTILITY && category.equals(Category.UTILITY);
    return anyTimeToo
        ? new Judgement.Passed(anyTime, category)
        : new Judgement.Passed(freeForm, SERVICE);
  }

  private Judgement judgeTemplate(
      Endpoint endpoint, TemplateCall call, Template template, Instant now) {
    Category category = template.categoryAt(now);
    Optional<Refusal> refusal =
        unsupported(template, category)
            .or(() -> notSendable(template))
            .or(() -> wrongParameters(template, call))
            .or(() -> notMarketing(endpoint, template, category));
    return refusal
        .<Judgement>map(no -> refused(no, category))
        .orElseGet(
            () -> new Judgement.Passed(category.isMarketing() ? marketing : anyTime, category));
  }

  private Optional<Refusal> unsupported(Template template, Category category) {
    return settings.supportedCategories().contains(category)
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Reason.UNSUPPORTED_CATEGORY,
                Details.unsupportedCategory(Details.name(template.key()), category, settings)));
  }

  private static Optional<Refusal> notSendable(Template template) {
    return switch (template.status()) {
      case Template.APPROVED -> Optional.empty();
      case Template.PAUSED ->
          Optional.of(Refusal.of(Reason.TEMPLATE_PAUSED, Details.paused(template)));
      case Template.DISABLED ->
          Optional.of(Refusal.of(Reason.TEMPLATE_DISABLED, Details.disabled(template)));
      default ->
          Optional.of(Refusal.of(Reason.TEMPLATE_NOT_APPROVED, Details.notApproved(template)));
    };
  }

  private static Optional<Refusal> wrongParameters(Template template, TemplateCall call) {
    return Optional.ofNullable(template.parameters())
        .flatMap(parameters -> parameters.mismatch(call))
        .map(
            mismatch ->
                Refusal.of(
                    Reason.TEMPLATE_PARAMETERS, Details.name(template.key()) + ": " + mismatch));
  }

  private static Optional<Refusal> notMarketing(
      Endpoint endpoint, Template template, Category category) {
    return endpoint == Endpoint.MARKETING_MESSAGES && !category.isMarketing()
        ? Optional.of(Refusal.of(Reason.NOT_MARKETING, Details.notMarketing(template, category)))
        : Optional.empty();
  }

  private static Judgement refused(Refusal refusal, @Nullable Category category) {
    return new Judgement.Refused(refusal, category);
  }
}
