package io.sallyport.directory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sallyport.account.ListedNumber;
import io.sallyport.account.Listing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A listing as it is kept.
 *
 * @param at when Meta was asked, ms since 1970
 */
@RegisterForReflection
public record StoredListing(long at, List<Item> numbers) {

  /** One number; times are in ms since 1970. */
  @RegisterForReflection
  public record Item(
      String id,
      @JsonProperty("display") @Nullable String displayNumber,
      @Nullable String name,
      @Nullable String quality,
      boolean coexistence,
      @Nullable String throughput,
      @JsonProperty("limit") @Nullable String messagingLimit,
      @JsonProperty("gone") @Nullable Long goneSince) {

    private static Item of(ListedNumber number) {
      return new Item(
          number.id(),
          number.displayNumber(),
          number.name(),
          number.quality(),
          number.coexistence(),
          number.throughput(),
          number.messagingLimit(),
          number.goneSince() == null ? null : number.goneSince().toEpochMilli());
    }

    private ListedNumber listed() {
      return new ListedNumber(
          id,
          displayNumber,
          name,
          quality,
          coexistence,
          throughput,
          messagingLimit,
          goneSince == null ? null : Instant.ofEpochMilli(goneSince));
    }
  }

  static StoredListing of(Listing listing) {
    return new StoredListing(
        listing.at().toEpochMilli(), listing.byId().values().stream().map(Item::of).toList());
  }

  Listing listing(String wabaId) {
    return Listing.of(
        wabaId, numbers.stream().map(Item::listed).toList(), Instant.ofEpochMilli(at));
  }
}
