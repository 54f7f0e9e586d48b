package io.sallyport.account;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The numbers of a WABA: those Meta lists, and those it listed once.
 *
 * @param byId sorted by phone number id
 * @param at when Meta was asked
 */
public record Listing(String wabaId, SortedMap<String, ListedNumber> byId, Instant at) {

  public Listing {
    byId = Collections.unmodifiableSortedMap(new TreeMap<>(byId));
  }

  public static Listing of(String wabaId, List<ListedNumber> numbers, Instant at) {
    TreeMap<String, ListedNumber> byId = new TreeMap<>();
    numbers.forEach(number -> byId.put(number.id(), number));
    return new Listing(wabaId, byId, at);
  }

  /**
   * What Meta lists now, after this: a number that is missing is gone since now, or since it was
   * missing first.
   */
  public Listing then(List<ListedNumber> listed, Instant now) {
    TreeMap<String, ListedNumber> all = new TreeMap<>();
    byId.forEach((id, number) -> all.put(id, number.gone(now)));
    listed.forEach(number -> all.put(number.id(), number));
    return new Listing(wabaId, all, now);
  }
}
