package io.sallyport.rule;

import io.sallyport.contact.Window;
import io.sallyport.message.PageMessage;
import io.sallyport.message.PageMessage.Kind;
import io.sallyport.pricing.Billing;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.template.Category;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What sends of Messenger and Instagram are held to (platform-facts.md#page-windows). */
public final class PageTerms implements OwnTerms {

  /** How long after the person's last event a human agent may answer, and feedback be asked for. */
  public static final Duration WEEK = Duration.ofDays(7);

  /** Within so long a comment or post may be replied to in private. */
  public static final Duration REPLY_WITHIN = Duration.ofDays(7);

  static final String HUMAN_AGENT = "HUMAN_AGENT";
  static final String CUSTOMER_FEEDBACK = "CUSTOMER_FEEDBACK";

  /** Names of the values that the rules' scripts read. */
  static final String WITHIN = "within_ms";

  static final String HUMAN_AGENT_IS_OFF = "human_agent_is_off";

  /** Whether Meta tells the milliseconds of what a person does. */
  static final String TELLS_MS = "tells_ms";

  static final String RIGHT = "right";
  static final String RIGHT_LIFE = "right_life";

  static final String REPLY = "reply";
  static final String ONCE = "once";
  static final String DAILY = "daily";

  private static final Duration REPLY_KNOWN = Duration.ofDays(30);
  private static final Duration TOKEN_KNOWN = Duration.ofDays(366);

  private final boolean isMessenger;
  private final Predicate<String> hasHumanAgent;

  /**
   * The terms of a channel.
   *
   * @param isMessenger whether it is Messenger: it has utility templates and asks for feedback
   * @param hasHumanAgent whether Meta lets an account tag messages as a human agent's
   */
  public PageTerms(boolean isMessenger, Predicate<String> hasHumanAgent) {
    this.isMessenger = isMessenger;
    this.hasHumanAgent = hasHumanAgent;
  }

  static PageMessage page(Submission send) {
    return (PageMessage) Objects.requireNonNull(send.message().own());
  }

  /** Whether a message of these terms had 7 days. */
  public static boolean hasWeek(Terms terms) {
    return terms.channel() != null && terms.needsWindow() && within(terms).equals(WEEK);
  }

  /** How long after the person's last event such a message may be sent. */
  static Duration within(Terms terms) {
    return Duration.ofMillis((Long) Objects.requireNonNull(terms.ofChannel().get(WITHIN)));
  }

  static boolean uses(Terms terms, String right) {
    return right.equals(terms.ofChannel().get(RIGHT));
  }

  @Override
  public Terms terms(
      Submission send, PolicySettings settings, Map<Reason, Enforcement> enforcement) {
    PageMessage page = page(send);
    boolean needsWindow = !page.kind().isReply() && !page.kind().isToken() && !isUtility(page);
    boolean isHumanAgents = page.isTagged() && HUMAN_AGENT.equals(page.tag());
    boolean mayTag = hasHumanAgent.test(send.number().phoneNumberId());
    Map<String, Object> values = new TreeMap<>();
    boolean isWeek = (isHumanAgents && mayTag) || (isMessenger && asksForFeedback(page));
    values.put(WITHIN, (needsWindow && isWeek ? WEEK : Window.LENGTH).toMillis());
    values.put(HUMAN_AGENT_IS_OFF, needsWindow && isHumanAgents && !mayTag);
    values.put(TELLS_MS, true);
    values.put(RIGHT, right(page.kind()));
    values.put(RIGHT_LIFE, (page.kind().isReply() ? REPLY_KNOWN : TOKEN_KNOWN).toSeconds());
    return new Terms(
        needsWindow,
        settings.unknownWindow() == UnknownWindow.ALLOW,
        settings.windowMargin(),
        false,
        null,
        enforcement,
        Billing.NONE,
        Rates.DEFAULT,
        new ChannelTerms(isMessenger ? Rules.OF_MESSENGER : Rules.OF_INSTAGRAM, values));
  }

  private static String right(Kind kind) {
    if (kind.isReply()) {
      return REPLY;
    }
    return kind == Kind.MARKETING_TOKEN ? DAILY : kind.isToken() ? ONCE : "";
  }

  private boolean isUtility(PageMessage page) {
    return isMessenger && page.isUtility();
  }

  /** By its tag and template, which Messenger has and Instagram has not. */
  static boolean asksForFeedback(PageMessage page) {
    return page.isTagged() && CUSTOMER_FEEDBACK.equals(page.tag()) && page.isFeedback();
  }

  @Override
  public Category category(Submission send) {
    PageMessage page = page(send);
    if (page.kind() == Kind.MARKETING_TOKEN) {
      return Category.MARKETING;
    }
    return isUtility(page) ? Category.UTILITY : Category.SERVICE;
  }
}
