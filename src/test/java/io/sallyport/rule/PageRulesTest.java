package io.sallyport.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.PageMessage;
import io.sallyport.message.SendClass;
import io.sallyport.rule.PolicySettings.DirectSend;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of Messenger's and Instagram's rules, and which tags they know. */
class PageRulesTest {

  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final PolicySettings SETTINGS =
      Samples.settings(DirectSend.OFF, Samples.TWO_A_DAY);

  static Stream<Arguments> grounds() {
    Duration day = Duration.ofHours(24);
    return Stream.of(
        Arguments.of(
            new PageWindowClosed.Closed(NOON, day, null),
            Reason.WINDOW_CLOSED,
            "last heard of at 2026-11-30T12:00:00Z; such a message could be sent until"
                + " 2026-12-01T11:59:00Z."),
        Arguments.of(
            new PageWindowClosed.Closed(null, day, null),
            Reason.WINDOW_CLOSED,
            "has not written to this account"),
        Arguments.of(
            new PageWindowClosed.Closed(NOON, day, NOON),
            Reason.WINDOW_CLOSED,
            "Meta refused a message as outside of the window at 2026-11-30T12:00:00Z."),
        Arguments.of(
            new PageWindowClosed.Unknown(NOON), Reason.WINDOW_CLOSED, "this account's webhooks"),
        Arguments.of(new HumanAgentOff.Off(NOON), Reason.HUMAN_AGENT_OFF, "may not use the tag"),
        Arguments.of(new HumanAgentOff.Off(null), Reason.HUMAN_AGENT_OFF, "has not written"),
        Arguments.of(
            new PrivateReplyUsed.Used(NOON),
            Reason.PRIVATE_REPLY_USED,
            "replied to in private at 2026-11-30T12:00:00Z"),
        Arguments.of(
            new PrivateReplyExpired.Expired(NOON),
            Reason.PRIVATE_REPLY_EXPIRED,
            "until 2026-12-07T12:00:00Z"),
        Arguments.of(
            new TokenUsed.Used(NOON, NOON.plus(day)),
            Reason.TOKEN_USED,
            "again at 2026-12-01T12:00:00Z"),
        Arguments.of(new TokenUsed.Used(NOON, null), Reason.TOKEN_USED, "used once"),
        Arguments.of(new TokenExpired.Expired(NOON), Reason.TOKEN_EXPIRED, "ended at"),
        Arguments.of(new TokenExpired.Stopped(NOON), Reason.TOKEN_EXPIRED, "stopped"),
        Arguments.of(new OptedOut.Stopped(NOON), Reason.OPTED_OUT, "stopped marketing"));
  }

  @ParameterizedTest
  @MethodSource("grounds")
  void groundsSayWhatAndWhatToDo(Grounds grounds, Reason reason, String words) {
    assertThat(grounds.reason()).isEqualTo(reason);
    assertThat(grounds.details(SETTINGS)).contains(words).endsWith(grounds.cure(SETTINGS));
  }

  @Test
  void everyKindOfGroundsIsTriedHere() {
    Set<Class<?>> own =
        Rules.OF_MESSENGER.ofLedger().stream()
            .map(Object::getClass)
            .filter(rule -> rule != NumberRestricted.class)
            .flatMap(rule -> Stream.of(rule.getDeclaredClasses()))
            .filter(Grounds.class::isAssignableFrom)
            .collect(Collectors.toSet());

    Set<Class<?>> tried = grounds().map(one -> one.get()[0].getClass()).collect(Collectors.toSet());
    assertThat(tried).containsAll(own);
  }

  @ParameterizedTest
  @CsvSource({
    "HUMAN_AGENT, true, false, true",
    "HUMAN_AGENT, false, false, true",
    "CUSTOMER_FEEDBACK, true, true, true",
    "CUSTOMER_FEEDBACK, true, false, false",
    "CUSTOMER_FEEDBACK, false, true, false",
    "ACCOUNT_UPDATE, true, false, false",
    "CONFIRMED_EVENT_UPDATE, true, false, false",
    "POST_PURCHASE_UPDATE, false, false, false",
    "ANYTHING, true, false, false"
  })
  void fewTagsAreLeft(String tag, boolean isMessenger, boolean isFeedback, boolean passes) {
    PageMessage page = new PageMessage(PageMessage.Kind.PERSON, tag, true, false, isFeedback);
    Submission send =
        new Submission(
            Samples.NUMBER,
            Endpoint.MESSAGES,
            OutboundMessage.own(SendClass.FREE_FORM, new Contact("42"), page),
            null,
            false,
            NOON);
    Rules rules = isMessenger ? Rules.OF_MESSENGER : Rules.OF_INSTAGRAM;

    Finding finding = rules.ofMessages().get(0).examine(send, SETTINGS);

    assertThat(finding.applies()).isTrue();
    assertThat(finding.refusal() == null).isEqualTo(passes);
  }
}
