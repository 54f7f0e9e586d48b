package io.sallyport.twin.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Windows and limits on given instants; {@code outbound.DeliveryTest} shows the same through the
 * socket.
 */
class RelationshipTest {
  private static final Instant T0 = Instant.parse("2026-11-01T10:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  private final Relationship relationship = new Relationship();

  @Test
  void windowClosesExactlyTwentyFourHoursAfterTheMessage() {
    relationship.customerWrote(T0, false);

    assertThat(relationship.windowOpen(T0.plus(DAY).minusSeconds(1))).isTrue();
    assertThat(relationship.windowOpen(T0.plus(DAY).minusMillis(1))).isTrue();
    assertThat(relationship.windowOpen(T0.plus(DAY))).isFalse();
  }

  @Test
  void anOlderMessageNeverMovesTheWindowBack() {
    relationship.customerWrote(T0, false);
    relationship.customerWrote(T0.minusSeconds(3600), false);

    assertThat(relationship.windowOpen(T0.plus(DAY).minusSeconds(1))).isTrue();
  }

  @Test
  void marketingStartsAnewWhenItsConversationEnds() {
    assertThat(relationship.deliverMarketing(T0, 2)).isTrue();
    assertThat(relationship.deliverMarketing(T0.plusSeconds(60), 2)).isTrue();

    assertThat(relationship.deliverMarketing(T0.plus(DAY).minusSeconds(1), 2)).isFalse();
    assertThat(relationship.deliverMarketing(T0.plus(DAY), 2)).isTrue();
  }

  @Test
  void aMessageOfTheSameSecondIsAReplyAndAnOlderOneIsNot() {
    Instant sent = T0.plusMillis(700);
    relationship.deliverMarketing(sent, 1);

    relationship.customerWrote(T0.minusSeconds(1).minus(DAY), false);
    assertThat(relationship.deliverMarketing(sent.plusSeconds(1), 1)).isFalse();

    relationship.customerWrote(T0, false);
    assertThat(relationship.deliverMarketing(T0.plus(DAY), 1)).isTrue();
  }

  @Test
  void marketingInAnOpenWindowIsNotCounted() {
    relationship.customerWrote(T0, false);
    for (int i = 0; i < 5; i++) {
      assertThat(relationship.deliverMarketing(T0.plusSeconds(i), 1)).isTrue();
    }

    assertThat(relationship.deliverMarketing(T0.plus(DAY), 1)).isTrue();
    assertThat(relationship.deliverMarketing(T0.plus(DAY).plusSeconds(1), 1)).isFalse();
  }

  @Test
  void freeEntryPointRunsSeventyTwoHoursFromTheAnswer() {
    relationship.customerWrote(T0, true);
    Instant answer = T0.plus(DAY).minusSeconds(1);

    assertThat(relationship.businessAnswered(answer)).isPresent();
    assertThat(relationship.businessAnswered(answer.plus(DAY.multipliedBy(3)).minusSeconds(1)))
        .isPresent();
    assertThat(relationship.businessAnswered(answer.plus(DAY.multipliedBy(3)))).isEmpty();
  }

  @Test
  void freeEntryPointNeedsAnAnswerWithinADay() {
    relationship.customerWrote(T0, true);

    assertThat(relationship.businessAnswered(T0.plus(DAY))).isEmpty();
  }

  @Test
  void aCallOpensTheWindowAndAnswersMarketing() {
    relationship.deliverMarketing(T0, 1);

    relationship.customerCalled(T0.plusSeconds(1));

    assertThat(relationship.windowOpen(T0.plus(DAY))).isTrue();
    assertThat(relationship.deliverMarketing(T0.plus(DAY).plusSeconds(1), 1)).isTrue();
  }

  @Test
  void joinedRelationshipsCountTogether() {
    Relationship other = new Relationship();
    relationship.deliverMarketing(T0, 2);
    other.deliverMarketing(T0.plusSeconds(60), 2);

    relationship.merge(other);

    assertThat(relationship.deliverMarketing(T0.plusSeconds(120), 2)).isFalse();
    assertThat(relationship.deliverMarketing(T0.plus(DAY), 2)).isTrue();
  }

  @Test
  void aReplyUnderOneNameAnswersWhatWasSentToTheOther() {
    Relationship other = new Relationship();
    relationship.deliverMarketing(T0, 1);
    other.customerWrote(T0.plusSeconds(1).minus(DAY), false);
    other.customerWrote(T0.plusSeconds(1), false);
    other.deliverMarketing(T0.plus(DAY).plusSeconds(1), 1);

    other.merge(relationship);

    assertThat(other.windowOpen(T0.plus(DAY))).isTrue();
    assertThat(other.deliverMarketing(T0.plus(DAY).plusSeconds(2), 2)).isTrue();
    assertThat(other.deliverMarketing(T0.plus(DAY).plusSeconds(3), 2)).isFalse();
  }

  @Test
  void theNewerChoiceHoldsWhenTwoBecomeOne() {
    Relationship other = new Relationship();
    relationship.marketingStopped(true, T0);
    other.marketingStopped(false, T0.plusSeconds(1));

    relationship.merge(other);
    assertThat(relationship.stoppedMarketing()).isFalse();

    relationship.merge(new Relationship());
    relationship.marketingStopped(true, T0);
    assertThat(relationship.stoppedMarketing()).isFalse();
  }

  @Test
  void theLaterFreeEntryPointHoldsWhenTwoBecomeOne() {
    Relationship other = new Relationship();
    relationship.customerWrote(T0, true);
    relationship.businessAnswered(T0);
    other.customerWrote(T0, true);
    other.businessAnswered(T0.plusSeconds(60));

    relationship.merge(other);

    Instant end = T0.plus(DAY.multipliedBy(3)).plusSeconds(60);
    assertThat(relationship.businessAnswered(end.minusSeconds(1))).isPresent();
    assertThat(relationship.businessAnswered(end)).isEmpty();
  }
}
