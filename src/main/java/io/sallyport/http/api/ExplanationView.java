package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.contact.Window;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Estimate;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Ruling;
import io.sallyport.send.Explanation;
import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be decided about a send, as the gateway API shows it.
 *
 * @param verdict forward or refuse
 * @param reason the first rule that refuses
 * @param observed the first rule that would refuse, were it enforced
 * @param price left out where nothing is charged
 */
public record ExplanationView(
    String verdict,
    @Nullable String reason,
    @Nullable String observed,
    @JsonProperty("class") @Nullable String sendClass,
    @Nullable String category,
    @Nullable WindowView window,
    List<RuleView> rules,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PriceView price) {

  /**
   * One rule.
   *
   * @param outcome pass, refuse, would_refuse, off or not_applicable
   * @param because what the rule looked at
   * @param cure what would make a rule that refuses pass
   */
  public record RuleView(String reason, String outcome, String because, @Nullable String cure) {

    static RuleView of(Ruling ruling) {
      return new RuleView(
          ruling.reason().wire(), ApiCalls.word(ruling.outcome()), ruling.because(), ruling.cure());
    }
  }

  /** What the send is expected to cost, by list price. */
  public record PriceView(
      String model,
      @Nullable String category,
      @Nullable String country,
      boolean billable,
      @Nullable String charge,
      @Nullable BigDecimal amount,
      @Nullable String currency) {

    static PriceView of(Estimate price) {
      return new PriceView(
          price.model().wire(),
          lowerCase(price.category()),
          price.country(),
          price.isBillable(),
          ApiCalls.wordOrNull(price.charge()),
          price.amount(),
          price.currency());
    }
  }

  static ExplanationView of(Explanation explanation) {
    Reason refusing = explanation.refusing();
    Window window = explanation.window();
    return new ExplanationView(
        refusing == null ? "forward" : "refuse",
        wire(refusing),
        wire(explanation.observed()),
        ApiCalls.wordOrNull(explanation.sendClass()),
        explanation.sendClass() == SendClass.CONTROL
            ? ApiCalls.word(SendClass.CONTROL)
            : lowerCase(explanation.category()),
        window == null ? null : WindowView.of(window),
        explanation.rulings().stream().map(RuleView::of).toList(),
        PriceView.of(explanation.price()));
  }

  /** The same of a channel on which nothing is charged. */
  ExplanationView withoutPrice() {
    return new ExplanationView(verdict, reason, observed, sendClass, category, window, rules, null);
  }

  private static @Nullable String wire(@Nullable Reason reason) {
    return reason == null ? null : reason.wire();
  }

  private static @Nullable String lowerCase(@Nullable Category category) {
    return category == null ? null : category.lowerCase();
  }
}
