package io.sallyport.rule;

import static io.sallyport.rule.Samples.TWO_A_DAY;
import static io.sallyport.rule.Samples.direct;
import static io.sallyport.rule.Samples.held;
import static io.sallyport.rule.Samples.submission;
import static io.sallyport.rule.Samples.template;
import static io.sallyport.rule.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.OutboundMessage;
import io.sallyport.rule.PolicySettings.DirectSend;
import io.sallyport.template.Template;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageRulesTest {

  private final PolicySettings settings = Samples.settings(DirectSend.OFF, TWO_A_DAY);

  private static Submission send(Endpoint endpoint, String what) {
    String[] words = what.split(" ");
    OutboundMessage message =
        switch (words[0]) {
          case "text" -> text();
          case "direct" -> direct(words[1]);
          default -> template();
        };
    Template held = words.length == 4 ? held(words[1], words[2], words[3]) : null;
    return submission(endpoint, message, held);
  }

  /** {@code -} does not apply, {@code p} passes, {@code R} refuses; in the order of the rules. */
  private String outcomes(Submission send) {
    return Rules.OF_WHATSAPP.ofMessages().stream()
        .map(rule -> outcome(rule.examine(send, settings)))
        .collect(Collectors.joining());
  }

  private static String outcome(Finding finding) {
    if (!finding.applies()) {
      assertThat(finding.refusal()).isNull();
      return "-";
    }
    if (finding.refusal() == null) {
      return "p";
    }
    assertThat(finding.refusal().reason()).isEqualTo(finding.reason());
    return "R";
  }

  /**
   * Unsupported category, unknown template, not approved, paused, disabled, parameters, not
   * marketing.
   */
  @ParameterizedTest
  @CsvSource({
    "MESSAGES, text, -------",
    "MARKETING_MESSAGES, text, ------R",
    "MESSAGES, direct utility, p------",
    "MESSAGES, direct service, p------",
    "MESSAGES, direct authentication, R------",
    "MARKETING_MESSAGES, direct authentication, R-----R",
    "MESSAGES, template, -R-----",
    "MARKETING_MESSAGES, template, -R----p",
    "MESSAGES, template UTILITY APPROVED body:1, pppppp-",
    "MARKETING_MESSAGES, template UTILITY APPROVED body:1, ppppppR",
    "MARKETING_MESSAGES, template MARKETING APPROVED body:1, ppppppp",
    "MESSAGES, template AUTHENTICATION APPROVED body:1, Rppppp-",
    "MESSAGES, template UTILITY REJECTED body:1, ppRppp-",
    "MESSAGES, template UTILITY PAUSED body:1, pppRpp-",
    "MESSAGES, template UTILITY DISABLED body:1, ppppRp-",
    "MESSAGES, template UTILITY APPROVED body:2, pppppR-",
    "MARKETING_MESSAGES, template AUTHENTICATION PAUSED body:2, RppRpRR"
  })
  void everyRuleSaysWhetherItAppliesAndWhatItSays(Endpoint endpoint, String what, String outcomes) {
    assertThat(outcomes(send(endpoint, what))).isEqualTo(outcomes);
  }

  @Test
  void anExaminationHasEveryRuleInOrderAndKnowsNoEnforcement() {
    Submission send = send(Endpoint.MARKETING_MESSAGES, "text");
    Policies lax =
        Samples.policies(
            Reason.JUDGED_BY_POLICY.stream()
                .collect(Collectors.toMap(reason -> reason, reason -> Enforcement.OFF)));

    List<Finding> findings = lax.examine(send);

    assertThat(findings)
        .extracting(Finding::reason)
        .containsExactlyElementsOf(Reason.JUDGED_BY_POLICY);
    assertThat(findings)
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(Samples.policies(DirectSend.OFF).examine(send));
    assertThat(findings.get(findings.size() - 1).refusal()).isNotNull();
  }
}
