package io.sallyport.http.api;

import io.quarkus.runtime.configuration.DurationConverter;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.PolicySettings.MarketingLimits;
import io.sallyport.rule.PolicySettings.OnLimit;
import io.sallyport.rule.PolicySettings.UnknownWindow;
import io.sallyport.rule.QuietHours;
import io.sallyport.rule.Reason;
import io.sallyport.template.Category;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keys of {@code sallyport.policy} in a JSON body, with {@code _} for {@code -}, in place of those
 * in force. Whatever is wrong is refused with 400, and named.
 */
final class PolicyChanges {

  /** A number's, of which nothing can be judged again: named to say so. */
  private static final String LIMIT = "messaging_limit";

  /** The members there may be. */
  static final Set<String> MEMBERS =
      Set.of(
          "supported_categories",
          "unknown_window",
          "window_margin",
          "direct_send",
          "require_opt_in",
          "enforcement",
          "marketing",
          LIMIT);

  private static final Set<String> OF_MARKETING =
      Set.of(
          "max",
          "window",
          "reset_on_reply",
          "min_gap",
          "quiet_hours",
          "blocked_countries",
          "rate",
          "on_limit");

  /** What these stand on is not noted: that they refuse no more is all that can be judged. */
  private static final List<Reason> ONLY_OFF = Reason.JUDGED_AFTER_LEDGER;

  private static final Map<String, Reason> RULES =
      Stream.of(Reason.JUDGED_BY_POLICY, Reason.JUDGED_BY_LEDGER, ONLY_OFF)
          .flatMap(List::stream)
          .collect(Collectors.toMap(Reason::wire, reason -> reason));

  private final BodyMembers body;
  private final PolicySettings was;

  private PolicyChanges(BodyMembers body, PolicySettings was) {
    this.body = body;
    this.was = was;
  }

  /**
   * The settings that the body asks for.
   *
   * @throws WebApplicationException saying what is wrong
   */
  static PolicySettings of(BodyMembers body, PolicySettings was) {
    return new PolicyChanges(body, was).settings();
  }

  private PolicySettings settings() {
    if (body.has(LIMIT)) {
      throw ApiCalls.invalid(
          "`messaging_limit` cannot be judged: whom the portfolio's numbers had written to is not"
              + " noted. `enforcement.messaging_limit` may be observe or off.");
    }
    BodyMembers marketing = body.object("marketing", OF_MARKETING);
    return new PolicySettings(
        categories(),
        choice(body, "unknown_window", UnknownWindow.class, was.unknownWindow()),
        margin(),
        choice(body, "direct_send", DirectSend.class, was.directSend()),
        was.onStoreFailure(),
        flag(body, "require_opt_in", was.requireOptIn()),
        enforcement(),
        marketing == null ? was.marketing() : allowance(marketing),
        marketing == null ? was.marketingLimits() : limits(marketing));
  }

  private Set<Category> categories() {
    List<String> names = body.words("supported_categories");
    if (names == null) {
      return was.supportedCategories();
    }
    Set<Category> all = new HashSet<>();
    for (String name : names) {
      Category category = new Category(name);
      if (!category.isKnown()) {
        throw ApiCalls.invalid(
            "`supported_categories` must be of MARKETING, UTILITY, AUTHENTICATION.");
      }
      all.add(category);
    }
    return all;
  }

  private Duration margin() {
    Duration margin = duration(body, "window_margin", was.windowMargin());
    if (margin.isNegative() || margin.compareTo(Window.LENGTH) >= 0) {
      throw ApiCalls.invalid("`window_margin` must be at least 0s and less than 24h.");
    }
    return margin;
  }

  private Map<Reason, Enforcement> enforcement() {
    Map<Reason, Enforcement> all = new EnumMap<>(Reason.class);
    all.putAll(was.enforcement());
    BodyMembers rules = body.object("enforcement", RULES.keySet());
    if (rules != null) {
      RULES.forEach(
          (name, reason) -> {
            if (rules.has(name)) {
              Enforcement old = was.enforcement(reason);
              Enforcement asked = choice(rules, name, Enforcement.class, old);
              boolean begins = asked == Enforcement.ENFORCE && old != Enforcement.ENFORCE;
              if (begins && ONLY_OFF.contains(reason)) {
                throw ApiCalls.invalid(
                    "`enforcement."
                        + name
                        + "` may be observe or off: what was left of it is not noted.");
              }
              all.put(reason, asked);
            }
          });
    }
    return all;
  }

  private Marketing allowance(BodyMembers marketing) {
    Marketing old = was.marketing();
    Integer max = marketing.count("max");
    Duration window = duration(marketing, "window", old.window());
    Duration gap = duration(marketing, "min_gap", old.minGap());
    if (window.isZero() || window.isNegative()) {
      throw ApiCalls.invalid("`marketing.window` must be longer than 0s.");
    } else if (gap.isNegative()) {
      throw ApiCalls.invalid("`marketing.min_gap` must not be negative.");
    }
    return new Marketing(
        max == null ? old.max() : max,
        window,
        flag(marketing, "reset_on_reply", old.resetOnReply()),
        gap);
  }

  private MarketingLimits limits(BodyMembers marketing) {
    MarketingLimits old = was.marketingLimits();
    return new MarketingLimits(
        marketing.has("quiet_hours") ? quietHours(marketing) : old.quietHours(),
        countries(marketing, old.blockedCountries()),
        rate(marketing, old.rate()),
        choice(marketing, "on_limit", OnLimit.class, old.onLimit()));
  }

  private static @Nullable Double rate(BodyMembers marketing, @Nullable Double old) {
    if (marketing.has("rate") && !marketing.isNull("rate")) {
      throw ApiCalls.invalid(
          "`marketing.rate` may be null, for none: how many would have left at another is not"
              + " noted.");
    }
    return marketing.has("rate") ? null : old;
  }

  private static @Nullable QuietHours quietHours(BodyMembers marketing) {
    String hours = marketing.word("quiet_hours");
    try {
      return hours == null ? null : QuietHours.parse(hours);
    } catch (IllegalArgumentException e) {
      throw ApiCalls.invalid("`marketing.quiet_hours` " + e.getMessage() + ".");
    }
  }

  private static Set<String> countries(BodyMembers marketing, Set<String> old) {
    List<String> codes = marketing.words("blocked_countries");
    if (codes != null && !codes.stream().allMatch(Contact::isCountry)) {
      throw ApiCalls.invalid(
          "`marketing.blocked_countries` must be ISO codes of two capitals, IN or US.");
    }
    return codes == null ? old : Set.copyOf(codes);
  }

  private static boolean flag(BodyMembers members, String name, boolean old) {
    Boolean flag = members.flag(name);
    return flag == null ? old : flag;
  }

  private static Duration duration(BodyMembers members, String name, Duration old) {
    String text = members.word(name);
    try {
      return text == null ? old : DurationConverter.parseDuration(text);
    } catch (IllegalArgumentException e) {
      throw ApiCalls.invalid("`" + members.full(name) + "` must be a time: 5m, 24h or PT5M.");
    }
  }

  private static <E extends Enum<E>> E choice(
      BodyMembers members, String name, Class<E> type, E old) {
    String word = members.word(name);
    if (word == null) {
      return old;
    }
    for (E one : type.getEnumConstants()) {
      if (ApiCalls.word(one).equals(word.toLowerCase(Locale.ROOT))) {
        return one;
      }
    }
    throw ApiCalls.invalid(
        "`"
            + members.full(name)
            + "` must be "
            + Stream.of(type.getEnumConstants())
                .map(ApiCalls::word)
                .collect(Collectors.joining(" or "))
            + ".");
  }
}
