package io.sallyport.rule;

import static io.sallyport.rule.Samples.NOW;
import static io.sallyport.rule.Samples.NUMBER;
import static io.sallyport.rule.Samples.SALE;
import static io.sallyport.rule.Samples.TWO_A_DAY;
import static io.sallyport.rule.Samples.direct;
import static io.sallyport.rule.Samples.held;
import static io.sallyport.rule.Samples.message;
import static io.sallyport.rule.Samples.submission;
import static io.sallyport.rule.Samples.template;
import static io.sallyport.rule.Samples.terms;
import static io.sallyport.rule.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.OutboundMessage;
import io.sallyport.rule.MessageVerdict.Passed;
import io.sallyport.rule.MessageVerdict.Refused;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.Template.CategoryChange;
import io.sallyport.testkit.Plain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {

  private static final Terms FREE_FORM = terms(true, null, Category.SERVICE);
  private static final Terms UTILITY = terms(false, null, Category.UTILITY);
  private static final Terms MARKETING = terms(false, TWO_A_DAY, Category.MARKETING);

  private final Policies policies = Samples.policies(DirectSend.OFF);

  private MessageVerdict judge(
      Endpoint endpoint, OutboundMessage message, @Nullable Template held) {
    return policies.judge(submission(endpoint, message, held));
  }

  private static MessageVerdict passed(Terms terms, Category category) {
    return new Passed(terms, category, null);
  }

  private static Refusal refusal(MessageVerdict verdict) {
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).refusal();
  }

  @Test
  void freeFormNeedsTheWindow() {
    assertThat(judge(Endpoint.MESSAGES, text(), null))
        .isEqualTo(passed(FREE_FORM, Category.SERVICE));
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void marketingDrawsOnTheAllowance(Endpoint endpoint) {
    assertThat(judge(endpoint, template(), held("MARKETING", "APPROVED", "body:1")))
        .isEqualTo(passed(MARKETING, Category.MARKETING));
  }

  @Test
  void utilityTemplatesPassAtAnyTime() {
    assertThat(judge(Endpoint.MESSAGES, template(), held("UTILITY", "APPROVED", "body:1")))
        .isEqualTo(passed(UTILITY, Category.UTILITY));
  }

  @Test
  void parametersOfATemplateWhoseComponentsAreNotKnownAreLeftToMeta() {
    assertThat(judge(Endpoint.MESSAGES, template(), held("UTILITY", "APPROVED", null)))
        .isInstanceOf(Passed.class);
  }

  /** Each rule alone, then pairs of which the earlier rule answers. */
  @ParameterizedTest
  @CsvSource({
    "MESSAGES, AUTHENTICATION, APPROVED, body:1, UNSUPPORTED_CATEGORY",
    "MESSAGES, NEW_ONE, APPROVED, body:1, UNSUPPORTED_CATEGORY",
    "MESSAGES, UTILITY, PENDING, body:1, TEMPLATE_NOT_APPROVED",
    "MESSAGES, UTILITY, REJECTED, body:1, TEMPLATE_NOT_APPROVED",
    "MESSAGES, UTILITY, IN_APPEAL, body:1, TEMPLATE_NOT_APPROVED",
    "MESSAGES, UTILITY, ARCHIVED, body:1, TEMPLATE_NOT_APPROVED",
    "MESSAGES, UTILITY, approved, body:1, TEMPLATE_NOT_APPROVED",
    "MESSAGES, UTILITY, PAUSED, body:1, TEMPLATE_PAUSED",
    "MESSAGES, UTILITY, DISABLED, body:1, TEMPLATE_DISABLED",
    "MESSAGES, UTILITY, APPROVED, body:2, TEMPLATE_PARAMETERS",
    "MARKETING_MESSAGES, UTILITY, APPROVED, body:1, NOT_MARKETING",
    "MESSAGES, AUTHENTICATION, PAUSED, body:1, UNSUPPORTED_CATEGORY",
    "MESSAGES, AUTHENTICATION, APPROVED, body:2, UNSUPPORTED_CATEGORY",
    "MARKETING_MESSAGES, AUTHENTICATION, APPROVED, body:1, UNSUPPORTED_CATEGORY",
    "MESSAGES, UTILITY, PAUSED, body:2, TEMPLATE_PAUSED",
    "MARKETING_MESSAGES, UTILITY, PENDING, body:1, TEMPLATE_NOT_APPROVED",
    "MARKETING_MESSAGES, UTILITY, APPROVED, body:2, TEMPLATE_PARAMETERS"
  })
  void theFirstRuleThatRefusesAnswers(
      Endpoint endpoint, String category, String status, String parameters, Reason reason) {
    MessageVerdict verdict = judge(endpoint, template(), held(category, status, parameters));

    assertThat(refusal(verdict).reason()).isEqualTo(reason);
    assertThat(verdict.category()).isEqualTo(new Category(category));
    assertThat(refusal(verdict).details()).contains("spring_sale (en_US)");
    assertThat(refusal(verdict).nextAt()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void aTemplateThatIsNotInTheRegistryIsUnknown(Endpoint endpoint) {
    MessageVerdict verdict = judge(endpoint, template(), null);

    assertThat(refusal(verdict).reason()).isEqualTo(Reason.UNKNOWN_TEMPLATE);
    assertThat(refusal(verdict).details())
        .startsWith("template name (spring_sale) does not exist in en_US")
        .contains("102290129340398");
    assertThat(verdict.category())
        .isEqualTo(endpoint == Endpoint.MARKETING_MESSAGES ? Category.MARKETING : null);
  }

  @Test
  void whileTheListIsMissingTheRefusalSaysSo() {
    MessageVerdict verdict =
        policies.judge(new Submission(NUMBER, Endpoint.MESSAGES, template(), null, false, NOW));

    assertThat(refusal(verdict).reason()).isEqualTo(Reason.UNKNOWN_TEMPLATE);
    assertThat(refusal(verdict).details()).contains("could not be listed yet");
  }

  @Test
  void withoutATokenTheRefusalNamesTheMissingKey() {
    BusinessNumber unreadable = Plain.number("106540352242922", "102290129340398", false, null);

    MessageVerdict verdict =
        policies.judge(new Submission(unreadable, Endpoint.MESSAGES, template(), null, true, NOW));

    assertThat(refusal(verdict).details())
        .contains("sallyport.numbers.\"106540352242922\".access-token");
  }

  @Test
  void anAnnouncedCategoryIsJudgedByFromItsTimeOn() {
    Template changing =
        new Template(
            SALE,
            Category.UTILITY,
            Template.APPROVED,
            new CategoryChange(Category.MARKETING, NOW),
            null,
            null);

    assertThat(judge(Endpoint.MESSAGES, template(), changing))
        .isEqualTo(passed(MARKETING, Category.MARKETING));
    assertThat(
            policies.judge(
                new Submission(
                    NUMBER, Endpoint.MESSAGES, template(), changing, true, NOW.minusMillis(1))))
        .isEqualTo(passed(UTILITY, Category.UTILITY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"type\":\"text\"", "\"type\":\"text\",\"category\":\"utility\""})
  void onlyTemplatesPassOnTheMarketingEndpoint(String members) {
    assertThat(refusal(judge(Endpoint.MARKETING_MESSAGES, message(members), null)).reason())
        .isEqualTo(Reason.NOT_MARKETING);
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, utility, true, SERVICE",
    "OFF, marketing, true, SERVICE",
    "OFF, service, true, SERVICE",
    "UTILITY, utility, false, UTILITY",
    "UTILITY, marketing, true, SERVICE",
    "UTILITY, service, true, SERVICE"
  })
  void directSendPassesAtAnyTimeOnlyAsConfiguredUtility(
      DirectSend setting, String category, boolean needsWindow, String judgedAs) {
    MessageVerdict verdict =
        Samples.policies(setting).judge(submission(Endpoint.MESSAGES, direct(category), null));

    assertThat(verdict)
        .isEqualTo(passed(needsWindow ? FREE_FORM : UTILITY, new Category(judgedAs)));
  }

  @ParameterizedTest
  @CsvSource({
    "OFF, authentication, AUTHENTICATION",
    "UTILITY, authentication, AUTHENTICATION",
    "OFF, nonsense,",
    "UTILITY, '',"
  })
  void directSendOfAnotherCategoryIsRefused(
      DirectSend setting, String category, @Nullable String told) {
    MessageVerdict verdict =
        Samples.policies(setting).judge(submission(Endpoint.MESSAGES, direct(category), null));

    assertThat(refusal(verdict).reason()).isEqualTo(Reason.UNSUPPORTED_CATEGORY);
    assertThat(refusal(verdict).details()).contains("MARKETING, UTILITY");
    assertThat(verdict.category()).isEqualTo(told == null ? null : new Category(told));
  }

  @Test
  void anUnsupportedDirectSendIsThatOnTheMarketingEndpointToo() {
    assertThat(refusal(judge(Endpoint.MARKETING_MESSAGES, direct("authentication"), null)).reason())
        .isEqualTo(Reason.UNSUPPORTED_CATEGORY);
  }
}
