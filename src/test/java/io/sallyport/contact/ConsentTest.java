package io.sallyport.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Consent.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ConsentTest {

  private static final Instant NOON = Instant.parse("2026-10-02T12:00:00Z");

  @ParameterizedTest
  @EnumSource(value = State.class, mode = Mode.EXCLUDE, names = "NONE")
  void aStatedConsentHasATimeAndASource(State state) {
    assertThat(new Consent(state, Consent.META, NOON))
        .returns(NOON, Consent::at)
        .returns("meta", Consent::source);
    assertThatThrownBy(() -> new Consent(state, Consent.KEYWORD, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Consent(state, null, NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Consent(state, null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noConsentHasNeither() {
    assertThat(Consent.NONE).isEqualTo(new Consent(State.NONE, null, null));
    assertThatThrownBy(() -> new Consent(State.NONE, Consent.META, NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Consent(State.NONE, null, NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Consent(State.NONE, Consent.META, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
