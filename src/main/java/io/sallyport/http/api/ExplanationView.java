package io.sallyport.http.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.sallyport.contact.Window;
import io.sallyport.instead.ExplainInstead.Explained;
import io.sallyport.instead.ExplainInstead.Holds;
import io.sallyport.instead.ExplainInstead.Other;
import io.sallyport.instead.ExplainInstead.Parks;
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
 * @param instead what would happen rather than that; left out for nothing
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
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable InsteadView instead) {

  /**
   * What would happen rather than that; what does not apply is left out.
   *
   * @param decision substituted, parked or held
   * @param template {@code <template>/<language>} that is sent, or held, in its place
   * @param verdict on that template, or on the opener: forward or refuse; an opener that is refused
   *     refuses the send
   * @param reason the first rule that refuses it
   * @param cure what would make that rule pass
   * @param price of that template, or of the opener
   * @param expiresAt until when it waits for the contact
   * @param opener {@code <template>/<language>} that asks the contact to write
   * @param why what it is held for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record InsteadView(
      String decision,
      @Nullable String template,
      @Nullable String verdict,
      @Nullable String reason,
      @Nullable String because,
      @Nullable String cure,
      @Nullable PriceView price,
      @JsonProperty("expires_at") @Nullable String expiresAt,
      @Nullable String opener,
      @Nullable List<String> why) {

    static InsteadView of(Other other) {
      if (other instanceof Substitute substitute) {
        return of(Decision.Word.SUBSTITUTED, substitute, null);
      } else if (other instanceof Holds holds) {
        Substitute substitute = holds.substitute();
        return substitute == null
            ? of(Decision.Word.HELD, null, null, null, null, holds.why())
            : of(Decision.Word.HELD, substitute, holds.why());
      }
      Parks parks = (Parks) other;
      String opener = parks.opener() == null ? null : parks.opener().slashed();
      return of(Decision.Word.PARKED, null, parks.opened(), parks.until().toString(), opener, null);
    }

    private static InsteadView of(
        Decision.Word word, Substitute substitute, @Nullable List<String> why) {
      return of(word, substitute.template().slashed(), substitute.explanation(), null, null, why);
    }

    /**
     * What happens.
     *
     * @param explanation of the template that is sent, or of the opener
     */
    private static InsteadView of(
        Decision.Word word,
        @Nullable String template,
        @Nullable Explanation explanation,
        @Nullable String until,
        @Nullable String opener,
        @Nullable List<String> why) {
      Reason refusing = explanation == null ? null : explanation.refusing();
      RuleView rule = explanation == null ? null : rule(explanation, refusing);
      return new InsteadView(
          ApiCalls.word(word),
          template,
          explanation == null ? null : verdictOf(refusing),
          wire(refusing),
          rule == null ? null : rule.because(),
          rule == null ? null : rule.cure(),
          explanation == null ? null : PriceView.of(explanation.price()),
          until,
          opener,
          why);
    }

    private static @Nullable RuleView rule(Explanation explanation, @Nullable Reason refusing) {
      return explanation.rulings().stream()
          .filter(ruling -> ruling.reason() == refusing)
          .map(RuleView::of)
          .findFirst()
          .orElse(null);
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
    return of(explained.explanation(), explained.instead());
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

  private static ExplanationView of(Explanation explanation, @Nullable Other instead) {
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
        instead == null ? null : InsteadView.of(instead));
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
