package io.sallyport.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.instead.HoldReason;
import io.sallyport.instead.HoldReason.Kind;
import io.sallyport.instead.ParkWish;
import io.sallyport.instead.Preferences;
import io.sallyport.template.Template;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceHeadersTest {

  private static final Template.Key NOTICE = new Template.Key("notice_01", "en_US");
  private static final Template.Key SALE = new Template.Key("spring_sale", "en_US");

  private static final Preferences CLIENTS =
      Preferences.ofClient("notice_01/en_US", List.of("marketing"));

  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  @Test
  void aClientsOwnStandWhereTheHeadersSayNothing() {
    assertThat(PreferenceHeaders.of(headers, CLIENTS))
        .isEqualTo(
            new Preferences(false, NOTICE, null, List.of(new HoldReason(Kind.MARKETING, null))));
    assertThat(PreferenceHeaders.of(headers, Preferences.NONE)).isEqualTo(Preferences.NONE);
  }

  @Test
  void aFallbackInTheHeadersWinsAndWhatIsHeldStays() {
    headers.set("Sallyport-Fallback", "spring_sale/en_US");

    Preferences preferences = PreferenceHeaders.of(headers, CLIENTS);

    assertThat(preferences.fallback()).isEqualTo(SALE);
    assertThat(preferences.holds()).isEqualTo(CLIENTS.holds());
  }

  @Test
  void noneInTheHeadersSwitchesTheClientsFallbackOff() {
    headers.set("Sallyport-Fallback", "none");

    assertThat(PreferenceHeaders.of(headers, CLIENTS).fallback()).isNull();
  }

  @Test
  void aSendThatIsToWaitKeepsTheClientsFallback() {
    headers
        .set("Sallyport-Park", "PT8H; opener=spring_sale/en_US")
        .set("Prefer", "wait=5, respond-async");

    Preferences preferences = PreferenceHeaders.of(headers, CLIENTS);

    assertThat(preferences)
        .isEqualTo(
            new Preferences(
                true, NOTICE, new ParkWish(Duration.ofHours(8), SALE), CLIENTS.holds()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "notice_01", "Notice/en_US", "NONE"})
  void anotherFallbackIsAFault(String written) {
    headers.set("Sallyport-Fallback", written);

    assertThat(PreferenceHeaders.fault(headers))
        .hasValueSatisfying(fault -> assertThat(fault).startsWith("Sallyport-Fallback must be"));
  }

  @Test
  void eachHeaderStandsOnce() {
    headers.add("Sallyport-Park", "P1D").add("Sallyport-Park", "P1D");

    assertThat(PreferenceHeaders.fault(headers)).isPresent();
  }
}
