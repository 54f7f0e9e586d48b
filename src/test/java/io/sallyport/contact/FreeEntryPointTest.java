package io.sallyport.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.FreeEntryPoint.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FreeEntryPointTest {

  private static final Instant NOON = Instant.parse("2026-10-02T12:00:00Z");

  /** As in platform-facts.md#free-entry-point. */
  @Test
  void anAdIsAnsweredWithinADayAndTheAnswerFreesThree() {
    assertThat(FreeEntryPoint.ANSWER_WITHIN).isEqualTo(Duration.ofHours(24));
    assertThat(FreeEntryPoint.LENGTH).isEqualTo(Duration.ofHours(72));
  }

  @ParameterizedTest
  @EnumSource(value = State.class, mode = Mode.EXCLUDE, names = "NONE")
  void aFreeEntryPointHasAnEnd(State state) {
    assertThat(new FreeEntryPoint(state, NOON).expiresAt()).isEqualTo(NOON);
    assertThatThrownBy(() -> new FreeEntryPoint(state, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noneHasNone() {
    assertThat(FreeEntryPoint.NONE).isEqualTo(new FreeEntryPoint(State.NONE, null));
    assertThatThrownBy(() -> new FreeEntryPoint(State.NONE, NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
