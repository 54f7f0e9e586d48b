package io.sallyport.instead;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.SendClass;
import io.sallyport.message.TemplateCall;
import io.sallyport.pricing.Charge;
import io.sallyport.pricing.Estimate;
import io.sallyport.pricing.PricingModel;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Ruling;
import io.sallyport.rule.Ruling.Outcome;
import io.sallyport.send.Explanation;
import io.sallyport.template.Category;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldReasonTest {

  private static final List<String> ALL =
      List.of("first_contact", "marketing", "utility", "template", "price>0.05");

  private static Explanation send(
      @Nullable Category category,
      @Nullable String amount,
      boolean isFirstContact,
      Outcome outcome) {
    TemplateCall template =
        category == null ? null : new TemplateCall("spring_sale", "en_US", List.of());
    return new Explanation(
        new OutboundMessage(
            category == null ? SendClass.FREE_FORM : SendClass.TEMPLATE,
            new Contact("16505551234"),
            template,
            null,
            null),
        category,
        null,
        List.of(
            new Ruling(Reason.OPTED_OUT, outcome, "", outcome == Outcome.PASS ? null : "Wait.")),
        new Estimate(
            PricingModel.PER_MESSAGE,
            category,
            "US",
            Charge.REGULAR,
            amount == null ? null : new BigDecimal(amount),
            "EUR"),
        isFirstContact);
  }

  private static List<String> why(Explanation send) {
    return Hold.why(send, HoldReason.all(ALL));
  }

  @Test
  void eachIsWhatItSays() {
    assertThat(why(send(null, "0", false, Outcome.PASS))).isEmpty();
    assertThat(why(send(null, "0", true, Outcome.PASS))).containsExactly("first_contact");
    assertThat(why(send(Category.MARKETING, "0", false, Outcome.PASS)))
        .containsExactly("marketing", "template");
    assertThat(why(send(Category.UTILITY, "0", false, Outcome.PASS)))
        .containsExactly("utility", "template");
    assertThat(why(send(new Category("AUTHENTICATION"), "0", false, Outcome.PASS)))
        .containsExactly("template");
  }

  @ParameterizedTest
  @CsvSource({"0.05, false", "0.050001, true", "0.04, false", "0, false", ", true"})
  void whatCostsMoreOrHasNoPriceIsDear(@Nullable String amount, boolean isHeld) {
    assertThat(why(send(null, amount, false, Outcome.PASS)).contains("price>0.05"))
        .isEqualTo(isHeld);
  }

  /** A rule that is only observed refuses nothing. */
  @Test
  void whatARuleRefusesIsNotHeld() {
    assertThat(why(send(Category.MARKETING, "1", true, Outcome.REFUSE))).isEmpty();
    assertThat(why(send(Category.MARKETING, "1", true, Outcome.WOULD_REFUSE))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "price", "price>", "price>-1", "price>1e3", "price<1"})
  void anythingElseIsNoReason(String written) {
    assertThat(HoldReason.of(written)).isEmpty();
  }

  @Test
  void isWrittenAsItWasRead() {
    assertThat(HoldReason.all(ALL)).extracting(HoldReason::toString).isEqualTo(ALL);
    assertThat(HoldReason.of(" Price > 0.10 ")).get().hasToString("price>0.10");
  }
}
