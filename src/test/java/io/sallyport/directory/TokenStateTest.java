package io.sallyport.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.directory.TokenState.Validity;
import io.sallyport.directory.TokenState.Word;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenStateTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static Word word(Validity validity, Duration left, String... missing) {
    Instant end = left == null ? null : NOW.plus(left);
    return new TokenState(validity, end, List.of(missing)).word(NOW);
  }

  @Test
  void theMostUrgentIsSaid() {
    assertThat(word(Validity.VALID, null)).isEqualTo(Word.OK);
    assertThat(word(Validity.VALID, Duration.ofDays(8))).isEqualTo(Word.OK);
    assertThat(word(Validity.VALID, Duration.ofDays(7))).isEqualTo(Word.EXPIRING);
    assertThat(word(Validity.VALID, Duration.ofDays(3), "x")).isEqualTo(Word.INCOMPLETE);
    assertThat(word(Validity.VALID, Duration.ZERO)).isEqualTo(Word.EXPIRED);
    assertThat(word(Validity.INVALID, null)).isEqualTo(Word.INVALID);
    assertThat(word(Validity.INVALID, Duration.ofDays(-1))).isEqualTo(Word.EXPIRED);
    assertThat(word(Validity.EXPIRED, null)).isEqualTo(Word.EXPIRED);
    assertThat(TokenState.UNKNOWN.word(NOW)).isEqualTo(Word.UNKNOWN);
  }
}
