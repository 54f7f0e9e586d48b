package io.sallyport.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberNews.Disconnected.Cause;
import io.sallyport.ledger.NumberState.Coverage;
import io.sallyport.ledger.NumberState.Gap;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CoverageHealthTest {

  private static final Instant SINCE = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant LAST = Instant.parse("2026-11-21T13:00:00Z");

  @Test
  void tellsSinceWhenItIsComplete() {
    assertThat(CoverageHealth.words(new Coverage(SINCE, true, LAST, Gap.SILENCE, null)))
        .isEqualTo("complete since 2026-11-20T12:00:00Z; last webhook 2026-11-21T13:00:00Z");
  }

  @Test
  void tellsWhenItWillBeComplete() {
    assertThat(CoverageHealth.words(new Coverage(SINCE, false, LAST, Gap.NOT_STORED, null)))
        .isEqualTo(
            "partial since 2026-11-20T12:00:00Z (a webhook could not be stored),"
                + " complete at 2026-11-21T12:00:00Z; last webhook 2026-11-21T13:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(Gap.class)
  void tellsEveryGapApart(Gap gap) {
    assertThat(CoverageHealth.words(new Coverage(SINCE, false, LAST, gap, null))).contains("Z (");
  }

  @Test
  void tellsThatMetaEndedItAndWhen() {
    Disconnected ended = new Disconnected("106540352242922", SINCE, Cause.PARTNER_REMOVED);

    assertThat(CoverageHealth.words(new Coverage(null, false, LAST, Gap.SILENCE, ended)))
        .isEqualTo(
            "none since 2026-11-20T12:00:00Z: Meta sends no more webhooks of the account"
                + " (PARTNER_REMOVED); connect it to the app again; last webhook"
                + " 2026-11-21T13:00:00Z");
  }

  @Test
  void tellsThatThereIsNone() {
    assertThat(CoverageHealth.words(new Coverage(null, false, null, null, null)))
        .isEqualTo("none: no webhook was seen yet");
    assertThat(CoverageHealth.words(new Coverage(null, false, LAST, Gap.NOTHING_BEFORE, null)))
        .isEqualTo(
            "none: no webhook for too long, or no status of many sends;"
                + " last webhook 2026-11-21T13:00:00Z");
  }
}
