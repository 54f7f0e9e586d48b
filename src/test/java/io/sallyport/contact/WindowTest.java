package io.sallyport.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Window.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class WindowTest {

  private static final Instant NOON = Instant.parse("2026-10-02T12:00:00Z");

  @Test
  void aWindowLastsADay() {
    assertThat(Window.LENGTH).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void anOpenWindowHasAnEnd() {
    assertThat(new Window(State.OPEN, NOON, null).expiresAt()).isEqualTo(NOON);
    assertThatThrownBy(() -> new Window(State.OPEN, null, NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(value = State.class, mode = Mode.EXCLUDE, names = "OPEN")
  void noOtherWindowHasAnEnd(State state) {
    assertThat(new Window(state, null, NOON).lastInboundAt()).isEqualTo(NOON);
    assertThatThrownBy(() -> new Window(state, NOON, NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofAnUnknownWindowNothingIsTold() {
    assertThat(Window.UNKNOWN).isEqualTo(new Window(State.UNKNOWN, null, null));
  }
}
