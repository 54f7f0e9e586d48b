package io.sallyport.account;

import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The time zones of WABAs, by their numbers. */
@Singleton
public final class WabaZones {

  private final Numbers numbers;
  private final Wabas wabas;

  /** By numbers; as long as neither they nor the WABAs change. */
  private final Map<Set<String>, ZoneId> known = new ConcurrentHashMap<>();

  public WabaZones(Numbers numbers, Wabas wabas) {
    this.numbers = numbers;
    this.wabas = wabas;
    numbers.onChange(known::clear);
  }

  /**
   * The one time zone of the numbers' WABAs; UTC when they have several, or none is known.
   *
   * @param ids none for all numbers
   */
  public ZoneId of(Set<String> ids) {
    ZoneId zone = known.get(ids);
    return zone != null ? zone : known.computeIfAbsent(ids, this::find);
  }

  private ZoneId find(Set<String> ids) {
    Set<ZoneId> zones = new HashSet<>();
    (ids.isEmpty() ? numbers.ids() : ids)
        .forEach(id -> numbers.find(id).ifPresent(one -> zones.add(zone(one.wabaId()))));
    if (ids.isEmpty()) {
      wabas.all().forEach(waba -> zones.add(zone(waba.id())));
    }
    return zones.size() == 1 ? zones.iterator().next() : ZoneOffset.UTC;
  }

  private ZoneId zone(String wabaId) {
    @Nullable String zone = wabas.find(wabaId).map(Waba::timeZone).orElse(null);
    try {
      return Optional.ofNullable(zone).map(ZoneId::of).orElse(ZoneOffset.UTC);
    } catch (DateTimeException unknownHere) {
      return ZoneOffset.UTC;
    }
  }
}
