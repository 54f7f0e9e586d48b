package io.sallyport.rule;

import static io.sallyport.rule.Samples.TWO_A_DAY;
import static io.sallyport.rule.Samples.direct;
import static io.sallyport.rule.Samples.held;
import static io.sallyport.rule.Samples.policies;
import static io.sallyport.rule.Samples.submission;
import static io.sallyport.rule.Samples.template;
import static io.sallyport.rule.Samples.terms;
import static io.sallyport.rule.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.rule.MessageVerdict.Passed;
import io.sallyport.rule.MessageVerdict.Refused;
import io.sallyport.template.Category;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that are enforced, observed, or off. */
class EnforcementTest {

  /** For each rule a send that it refuses, and no other. */
  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(
            Reason.UNSUPPORTED_CATEGORY,
            submission(
                Endpoint.MESSAGES, template(), held("AUTHENTICATION", "APPROVED", "body:1"))),
        arguments(Reason.UNKNOWN_TEMPLATE, submission(Endpoint.MESSAGES, template(), null)),
        arguments(
            Reason.TEMPLATE_NOT_APPROVED,
            submission(Endpoint.MESSAGES, template(), held("UTILITY", "PENDING", "body:1"))),
        arguments(
            Reason.TEMPLATE_PAUSED,
            submission(Endpoint.MESSAGES, template(), held("UTILITY", "PAUSED", "body:1"))),
        arguments(
            Reason.TEMPLATE_DISABLED,
            submission(Endpoint.MESSAGES, template(), held("UTILITY", "DISABLED", "body:1"))),
        arguments(
            Reason.TEMPLATE_PARAMETERS,
            submission(Endpoint.MESSAGES, template(), held("UTILITY", "APPROVED", "body:2"))),
        arguments(
            Reason.NOT_MARKETING,
            submission(
                Endpoint.MARKETING_MESSAGES, template(), held("UTILITY", "APPROVED", "body:1"))));
  }

  private static @Nullable Reason observed(MessageVerdict verdict) {
    assertThat(verdict).isInstanceOf(Passed.class);
    Refusal observed = ((Passed) verdict).observed();
    return observed == null ? null : observed.reason();
  }

  private static Reason refusing(MessageVerdict verdict) {
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).refusal().reason();
  }

  @Test
  void everyRuleWithoutContactStateIsTriedHere() {
    assertThat(refused().map(arguments -> arguments.get()[0]))
        .containsExactlyElementsOf(Reason.JUDGED_BY_POLICY);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anEnforcedRuleRefuses(Reason reason, Submission send) {
    assertThat(refusing(policies(Map.of()).judge(send))).isEqualTo(reason);
    assertThat(refusing(policies(Map.of(reason, Enforcement.ENFORCE)).judge(send)))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void anObservedRuleLetsPassAndIsTold(Reason reason, Submission send) {
    Policies observing = policies(Map.of(reason, Enforcement.OBSERVE));
    Refusal enforced = ((Refused) policies(Map.of()).judge(send)).refusal();

    MessageVerdict verdict = observing.judge(send);

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Passed.class,
            passed -> {
              assertThat(passed.observed()).isEqualTo(enforced);
              assertThat(passed.terms()).isEqualTo(observing.terms(send));
            });
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRuleThatIsOffIsNotLookedAt(Reason reason, Submission send) {
    assertThat(observed(policies(Map.of(reason, Enforcement.OFF)).judge(send))).isNull();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatARuleThatIsOffWouldHaveSaidIsKnownAfterwards(Reason reason, Submission send) {
    Policies lenient = policies(Map.of(reason, Enforcement.OFF));

    Standing standing = lenient.standing(send);

    assertThat(lenient.refusing(standing)).isNull();
    assertThat(policies(Map.of()).refusing(standing)).isEqualTo(reason);
    assertThat(lenient.terms(standing, send.number().rates())).isEqualTo(lenient.terms(send));
  }

  /** Of an authentication template, paused, with wrong parameters, for /marketing_messages. */
  private static Submission wrongInEveryWay() {
    return submission(
        Endpoint.MARKETING_MESSAGES, template(), held("AUTHENTICATION", "PAUSED", "body:2"));
  }

  @Test
  void anEnforcedRuleAfterAnObservedOneStillRefuses() {
    Policies policies = policies(Map.of(Reason.UNSUPPORTED_CATEGORY, Enforcement.OBSERVE));

    assertThat(refusing(policies.judge(wrongInEveryWay()))).isEqualTo(Reason.TEMPLATE_PAUSED);
  }

  @Test
  void ofObservedRulesTheFirstThatWouldRefuseIsTold() {
    Map<Reason, Enforcement> enforcement = new EnumMap<>(Reason.class);
    Reason.JUDGED_BY_POLICY.forEach(reason -> enforcement.put(reason, Enforcement.OBSERVE));
    assertThat(observed(policies(enforcement).judge(wrongInEveryWay())))
        .isEqualTo(Reason.UNSUPPORTED_CATEGORY);

    enforcement.put(Reason.UNSUPPORTED_CATEGORY, Enforcement.OFF);
    assertThat(observed(policies(enforcement).judge(wrongInEveryWay())))
        .isEqualTo(Reason.TEMPLATE_PAUSED);
  }

  @ParameterizedTest
  @EnumSource(names = {"OBSERVE", "OFF"})
  void anUnknownTemplateThatPassesIsOfNoKnownCategory(Enforcement enforcement) {
    MessageVerdict verdict =
        policies(Map.of(Reason.UNKNOWN_TEMPLATE, enforcement))
            .judge(submission(Endpoint.MESSAGES, template(), null));

    assertThat(verdict.category()).isNull();
    assertThat(((Passed) verdict).terms()).isEqualTo(terms(false, null, Category.UNKNOWN));
  }

  @ParameterizedTest
  @EnumSource(names = {"OBSERVE", "OFF"})
  void anUnknownTemplateOnTheMarketingEndpointIsMarketing(Enforcement enforcement) {
    MessageVerdict verdict =
        policies(Map.of(Reason.UNKNOWN_TEMPLATE, enforcement))
            .judge(submission(Endpoint.MARKETING_MESSAGES, template(), null));

    assertThat(verdict.category()).isEqualTo(Category.MARKETING);
    assertThat(((Passed) verdict).terms()).isEqualTo(terms(false, TWO_A_DAY, Category.MARKETING));
  }

  @Test
  void directSendOfACategoryThatIsOnlyObservedIsJudgedAsFreeForm() {
    MessageVerdict verdict =
        policies(Map.of(Reason.UNSUPPORTED_CATEGORY, Enforcement.OBSERVE))
            .judge(submission(Endpoint.MESSAGES, direct("authentication"), null));

    assertThat(observed(verdict)).isEqualTo(Reason.UNSUPPORTED_CATEGORY);
    assertThat(verdict.category()).isEqualTo(Category.SERVICE);
    assertThat(((Passed) verdict).terms()).isEqualTo(terms(true, null, Category.SERVICE));
  }

  @Test
  void textOnTheMarketingEndpointThatIsOnlyObservedIsJudgedAsFreeForm() {
    MessageVerdict verdict =
        policies(Map.of(Reason.NOT_MARKETING, Enforcement.OBSERVE))
            .judge(submission(Endpoint.MARKETING_MESSAGES, text(), null));

    assertThat(observed(verdict)).isEqualTo(Reason.NOT_MARKETING);
    assertThat(((Passed) verdict).terms()).isEqualTo(terms(true, null, Category.SERVICE));
  }

  @Test
  void theRulesOfSendsAndThatOfWebhooksAreOptionalAndNoOthers() {
    assertThat(Reason.values())
        .filteredOn(Reason::isOptional)
        .containsExactly(
            Stream.of(
                    Reason.JUDGED_BY_POLICY,
                    Reason.JUDGED_BY_LEDGER,
                    List.of(Reason.MESSAGING_LIMIT, Reason.BUDGET),
                    Reason.JUDGED_BY_CHANNEL,
                    List.of(Reason.WEBHOOK_OVERRIDE))
                .flatMap(List::stream)
                .toArray(Reason[]::new));
  }
}
