package io.sallyport.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.config.NumbersConfig;
import io.sallyport.rule.Rates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WabasTest {

  private static final String WABA = "102290129340400";
  private static final String FIRST = "106540352242930";
  private static final String SECOND = "106540352242931";
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final NumbersConfig config =
      ConfiguredNumbers.numbers(
          Map.of(
              "sallyport.wabas.\"" + WABA + "\".access-token", "EAAwaba",
              "sallyport.wabas.\"" + WABA + "\".portfolio", "77",
              "sallyport.numbers.\"" + SECOND + "\".country", "IN",
              "sallyport.numbers.\"" + SECOND + "\".portfolio", "78"));

  private final Wabas wabas = new Wabas(config);
  private final Numbers numbers = new Numbers(config, wabas);

  private static ListedNumber listed(String id) {
    return new ListedNumber(id, "+1 555-010-0030", "Shop", "GREEN", false, "STANDARD", null, null);
  }

  private static ListedNumber listed(String id, boolean coexistence, String throughput) {
    return new ListedNumber(id, null, null, null, coexistence, throughput, null, null);
  }

  private static Waba put(String id) {
    return new Waba(id, Secret.of("a", "EAAput"), null, null, null, Origin.API, NOW, "Aput");
  }

  @Test
  void aNumberIsKnownOnceItIsListed() {
    assertThat(numbers.has(FIRST)).isFalse();
    assertThat(numbers.has(SECOND)).as("it has no WABA yet").isFalse();

    wabas.list(Listing.of(WABA, List.of(listed(FIRST), listed(SECOND)), NOW));

    assertThat(numbers.find(FIRST).orElseThrow().portfolio()).isEqualTo("77");
    assertThat(numbers.find(FIRST).orElseThrow().wabaId()).isEqualTo(WABA);
    assertThat(numbers.accessTokenOf(FIRST)).contains("EAAwaba");
    assertThat(numbers.held(FIRST).orElseThrow().origin()).isEqualTo(Origin.WABA);
    assertThat(numbers.find(SECOND).orElseThrow().portfolio()).isEqualTo("78");
    assertThat(numbers.find(SECOND).orElseThrow().country()).isEqualTo("IN");
    assertThat(numbers.held(SECOND).orElseThrow().origin()).isEqualTo(Origin.CONFIGURATION);
    assertThat(numbers.ofWaba(WABA)).containsExactly(FIRST, SECOND);
    assertThat(numbers.readableWabaIds()).containsExactly(WABA);
  }

  @Test
  void itsRatesAreAsListed() {
    wabas.list(
        Listing.of(WABA, List.of(listed(FIRST, true, "HIGH"), listed(SECOND, false, "HIGH")), NOW));

    assertThat(numbers.find(FIRST).orElseThrow().rates()).isEqualTo(new Rates(20, true, 0));
    assertThat(numbers.find(SECOND).orElseThrow().rates()).isEqualTo(new Rates(1000, false, 0));
  }

  @Test
  void whatIsPutGoesWithItsNumbers() {
    wabas.put(put("5"));
    wabas.list(Listing.of("5", List.of(listed("55")), NOW));
    assertThat(numbers.held("55").orElseThrow().origin()).isEqualTo(Origin.API);

    wabas.remove("5");

    assertThat(numbers.has("55")).isFalse();
    assertThat(numbers.hasWaba("5")).isFalse();
    assertThat(numbers.ofWaba("5")).isEmpty();
    assertThat(numbers.readableWabaIds()).doesNotContain("5");
  }

  @Test
  void theConfigurationWins() {
    wabas.put(put(WABA));
    wabas.remove(WABA);

    assertThat(wabas.find(WABA).orElseThrow().origin()).isEqualTo(Origin.CONFIGURATION);
    assertThat(numbers.accessToken(WABA)).contains("EAAwaba");
  }

  @Test
  void aNumberMovesToTheWabaThatListsItLast() {
    wabas.put(put("5"));
    wabas.list(Listing.of(WABA, List.of(listed(FIRST)), NOW));
    wabas.list(Listing.of("5", List.of(listed(FIRST)), NOW));

    assertThat(numbers.find(FIRST).orElseThrow().wabaId()).isEqualTo("5");
    assertThat(numbers.ofWaba(WABA)).isEmpty();
    assertThat(numbers.accessTokenOf(FIRST)).contains("EAAput");
  }

  /** Whichever WABA is asked first after the move. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNumberThatHasMovedIsNotGone(boolean isLostFirst) {
    wabas.put(put("5"));
    Listing had = Listing.of(WABA, List.of(listed(FIRST)), NOW);
    wabas.list(had);
    Listing lost = had.then(List.of(), NOW.plusSeconds(60));
    Listing got = Listing.of("5", List.of(listed(FIRST)), NOW.plusSeconds(60));

    wabas.list(isLostFirst ? lost : got);
    wabas.list(isLostFirst ? got : lost);

    assertThat(numbers.find(FIRST).orElseThrow().wabaId()).isEqualTo("5");
    assertThat(numbers.held(FIRST).orElseThrow().goneSince()).isNull();
    wabas.remove("5");
    assertThat(numbers.has(FIRST)).as("until it is asked again").isFalse();
  }

  @Test
  void aNumberThatTwoListStaysWithTheOtherWhenOneGoes() {
    wabas.put(put("5"));
    wabas.list(Listing.of(WABA, List.of(listed(FIRST)), NOW));
    wabas.list(Listing.of("5", List.of(listed(FIRST)), NOW));

    wabas.remove("5");

    assertThat(numbers.find(FIRST).orElseThrow().wabaId()).isEqualTo(WABA);
  }

  @Test
  void oneThatIsGoneIsServedForADay() {
    wabas.list(Listing.of(WABA, List.of(listed(FIRST)), NOW).then(List.of(), NOW.plusSeconds(60)));
    Numbers.Held gone = numbers.held(FIRST).orElseThrow();
    Instant end = NOW.plusSeconds(60).plus(Duration.ofHours(24));

    assertThat(gone.isGone(end.minusMillis(1))).isFalse();
    assertThat(gone.isGone(end)).isTrue();
  }

  @Test
  void whatIsConfiguredOfANumberOverridesItsWaba() {
    String key = "sallyport.numbers.\"" + FIRST + "\".";
    NumbersConfig named =
        ConfiguredNumbers.numbers(
            Map.of(
                "sallyport.wabas.\"" + WABA + "\".access-token", "EAAwaba",
                key + "access-token", "EAAown",
                key + "mode", "cloud",
                key + "throughput", "40"));
    Wabas own = new Wabas(named);
    Numbers all = new Numbers(named, own);
    own.list(Listing.of(WABA, List.of(listed(FIRST, true, "HIGH"), listed(SECOND)), NOW));

    assertThat(all.held(FIRST).orElseThrow().coexistence()).isFalse();
    assertThat(all.find(FIRST).orElseThrow().rates()).isEqualTo(new Rates(40, true, 0));
    assertThat(all.accessTokenOf(FIRST)).contains("EAAown");
    assertThat(all.accessTokenOf(SECOND)).contains("EAAwaba");
  }

  @Test
  void whatIsListedNoMoreIsGoneSinceThen() {
    Listing before = Listing.of(WABA, List.of(listed(FIRST), listed(SECOND)), NOW);
    Listing without = before.then(List.of(listed(SECOND)), NOW.plusSeconds(60));
    Listing still = without.then(List.of(), NOW.plusSeconds(120));
    wabas.list(still);

    assertThat(numbers.held(FIRST).orElseThrow().goneSince()).isEqualTo(NOW.plusSeconds(60));
    assertThat(numbers.held(SECOND).orElseThrow().goneSince()).as("it is configured").isNull();
    assertThat(
            still.then(List.of(listed(FIRST)), NOW.plusSeconds(180)).byId().get(FIRST).goneSince())
        .isNull();
  }

  @Test
  void oneThatIsListedNoMoreByAnyWabaIsNotKnown() {
    wabas.put(put("5"));
    wabas.list(Listing.of("5", List.of(listed("55"), listed("56")), NOW));
    wabas.list(Listing.of("5", List.of(listed("56")), NOW));

    assertThat(numbers.has("55")).isFalse();
    assertThat(numbers.ofWaba("5")).containsExactly("56");
    wabas.forgetListing("5");
    assertThat(numbers.has("56")).isFalse();
  }

  @Test
  void listenersAreToldOnceForMuch() {
    int[] told = {0};
    numbers.onChange(() -> told[0]++);
    wabas.list(Listing.of(WABA, List.of(listed(FIRST)), NOW));
    wabas.list(Listing.of(WABA, List.of(listed(FIRST), listed(SECOND)), NOW));
    assertThat(told[0]).isZero();

    numbers.tellChanges();
    numbers.tellChanges();

    assertThat(told[0]).isEqualTo(1);
  }
}
