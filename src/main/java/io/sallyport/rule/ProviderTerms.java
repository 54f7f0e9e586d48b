package io.sallyport.rule;

import io.sallyport.message.SendClass;
import io.sallyport.pricing.Billing;
import io.sallyport.template.Category;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What sends on a provider's channel are held to: a text to its window, a template to none. */
public final class ProviderTerms implements OwnTerms {

  /** Of a channel without a window: whoever wrote has written. */
  private static final Duration ENDLESS = Duration.ofDays(3650);

  private final Rules rules;
  private final ChannelTerms channel;
  private final Map<Boolean, Terms> made = new ConcurrentHashMap<>(2);

  /**
   * The terms of channels of a kind.
   *
   * @param window how long after the contact's last message the window ends; zero for never
   */
  public ProviderTerms(Rules rules, Duration window) {
    this.rules = rules;
    Duration length = window.isZero() ? ENDLESS : window;
    this.channel = new ChannelTerms(rules, Map.of("window_length", length.toSeconds()));
  }

  @Override
  public Terms terms(
      Submission send, PolicySettings settings, Map<Reason, Enforcement> enforcement) {
    boolean isTemplate = send.message().sendClass() == SendClass.TEMPLATE;
    return made.computeIfAbsent(isTemplate, made -> make(!made, settings, enforcement));
  }

  private Terms make(
      boolean needsWindow, PolicySettings settings, Map<Reason, Enforcement> enforcement) {
    boolean hasWindow = rules.ofLedger().stream().anyMatch(ProviderWindow.class::isInstance);
    return new Terms(
        needsWindow && hasWindow,
        settings.unknownWindow() == PolicySettings.UnknownWindow.ALLOW,
        hasWindow ? settings.windowMargin() : Duration.ZERO,
        false,
        null,
        enforcement,
        Billing.NONE,
        Rates.DEFAULT,
        channel);
  }

  /** What a template's is stands in no body. */
  @Override
  public Category category(Submission send) {
    return send.message().sendClass() == SendClass.TEMPLATE ? Category.UNKNOWN : Category.SERVICE;
  }
}
