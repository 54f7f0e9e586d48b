package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.contact.Window;
import io.sallyport.instead.ExplainInstead.Explained;
import io.sallyport.instead.ExplainInstead.Substitute;
import io.sallyport.message.SendClass;
import io.sallyport.pricing.Estimate;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Ruling;
import io.sallyport.send.Decision;
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
 * @param instead what would be sent in its place; left out when nothing would
 */
public record ExplanationView(
    String verdict,
    @Nullable String reason,
    @Nullable String observed,
    @JsonProperty("class") @Nullable String sendClass,
    @Nullable String category,
    @Nullable WindowView window,
    List<RuleView> rules,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PriceView price,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SubstituteView instead) {

  /**
   * A template in place of a text.
   *
   * @param decision substituted
   * @param template {@code <template>/<language>}
   * @param verdict forward or refuse
   * @param reason the first rule that refuses it
   * @param cure what would make that rule pass
   */
  public record SubstituteView(
      String decision,
      String template,
      String verdict,
      @Nullable String reason,
      @Nullable String because,
      @Nullable String cure,
      PriceView price) {

    static SubstituteView of(Substitute substitute) {
      Explanation explanation = substitute.explanation();
      Reason refusing = explanation.refusing();
      RuleView rule =
          explanation.rulings().stream()
              .filter(ruling -> ruling.reason() == refusing)
              .map(RuleView::of)
              .findFirst()
              .orElse(null);
      return new SubstituteView(
          ApiCalls.word(Decision.Word.SUBSTITUTED),
          substitute.template().slashed(),
          verdictOf(refusing),
          wire(refusing),
          rule == null ? null : rule.because(),
          rule == null ? null : rule.cure(),
          PriceView.of(explanation.price()));
    }
  }

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

  static ExplanationView of(Explained explained) {
    return of(explained.explanation(), explained.fallback());
  }

  /** The same of a channel on which nothing is charged, and nothing sent instead. */
  static ExplanationView withoutPrice(Explanation explanation) {
    ExplanationView all = of(explanation, null);
    return new ExplanationView(
        all.verdict,
        all.reason,
        all.observed,
        all.sendClass,
        all.category,
        all.window,
        all.rules,
        null,
        null);
  }

  private static ExplanationView of(Explanation explanation, @Nullable Substitute fallback) {
    Reason refusing = explanation.refusing();
    Window window = explanation.window();
    return new ExplanationView(
        verdictOf(refusing),
        wire(refusing),
        wire(explanation.observed()),
        ApiCalls.wordOrNull(explanation.sendClass()),
        explanation.sendClass() == SendClass.CONTROL
            ? ApiCalls.word(SendClass.CONTROL)
            : lowerCase(explanation.category()),
        window == null ? null : WindowView.of(window),
        explanation.rulings().stream().map(RuleView::of).toList(),
        PriceView.of(explanation.price()),
        fallback == null ? null : SubstituteView.of(fallback));
  }

  private static String verdictOf(@Nullable Reason refusing) {
    return refusing == null ? "forward" : "refuse";
  }

  private static @Nullable String wire(@Nullable Reason reason) {
    return reason == null ? null : reason.wire();
  }

  private static @Nullable String lowerCase(@Nullable Category category) {
    return category == null ? null : category.lowerCase();
  }
}
