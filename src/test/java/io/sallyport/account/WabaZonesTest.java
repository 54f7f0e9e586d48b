package io.sallyport.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WabaZonesTest {

  private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

  private final Map<String, String> all = new HashMap<>();

  private void waba(String id, String zone, String... numbers) {
    if (zone != null) {
      all.put("sallyport.wabas." + id + ".access-token", "EAAtoken" + id);
      all.put("sallyport.wabas." + id + ".time-zone", zone);
    }
    for (String number : numbers) {
      all.put("sallyport.numbers." + number + ".waba-id", id);
    }
  }

  private WabaZones zones() {
    Wabas wabas = new Wabas(ConfiguredNumbers.numbers(all));
    return new WabaZones(new Numbers(ConfiguredNumbers.numbers(all), wabas), wabas);
  }

  @Test
  void theNumbersWabaHasIt() {
    waba("1", "Europe/Lisbon", "11", "12");
    waba("2", "Asia/Kolkata", "21");

    assertThat(zones().of(Set.of("11", "12"))).isEqualTo(LISBON);
    assertThat(zones().of(Set.of("21"))).isEqualTo(ZoneId.of("Asia/Kolkata"));
  }

  @Test
  void severalOrNoneAreUtc() {
    waba("1", "Europe/Lisbon", "11");
    waba("2", "Asia/Kolkata", "21");
    waba("3", null, "31");

    assertThat(zones().of(Set.of("11", "21"))).isEqualTo(ZoneOffset.UTC);
    assertThat(zones().of(Set.of("31"))).isEqualTo(ZoneOffset.UTC);
    assertThat(zones().of(Set.of("11", "31"))).isEqualTo(ZoneOffset.UTC);
    assertThat(zones().of(Set.of("99"))).isEqualTo(ZoneOffset.UTC);
    assertThat(zones().of(Set.of())).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void allNumbersHaveThatOfAllWabas() {
    waba("1", "Europe/Lisbon", "11");
    waba("2", "Europe/Lisbon");

    assertThat(zones().of(Set.of())).isEqualTo(LISBON);
  }
}
