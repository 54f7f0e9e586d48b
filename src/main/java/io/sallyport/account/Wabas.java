package io.sallyport.account;

import io.sallyport.config.NumbersConfig;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The WABAs whose numbers Meta lists: those that are configured, and those put at run time. */
@Singleton
public final class Wabas {

  private final Map<String, Waba> all = new ConcurrentSkipListMap<>();
  private final Map<String, Listing> listings = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  public Wabas(NumbersConfig config) {
    config.wabas().forEach((id, waba) -> all.put(id, configured(id, waba)));
  }

  private static Waba configured(String id, NumbersConfig.Waba waba) {
    // The start-up checks require one.
    Secret<String> token =
        waba.accessToken()
            .map(text -> new Secret<>(Waba.tokenKey(id), text, Numbers::token))
            .orElse(null);
    return new Waba(
        id,
        token,
        waba.portfolio().orElse(null),
        waba.app().orElse(null),
        waba.timeZone().orElse(null),
        Origin.CONFIGURATION,
        null,
        token == null ? null : LastCharacters.of(token.get()));
  }

  public Optional<Waba> find(String id) {
    return Optional.ofNullable(all.get(id));
  }

  /** Sorted by their ids. */
  public Collection<Waba> all() {
    return List.copyOf(all.values());
  }

  /** Whether the configuration has it: it stands, whatever is put. */
  public boolean isConfigured(String id) {
    return find(id).filter(waba -> waba.origin() == Origin.CONFIGURATION).isPresent();
  }

  /** What Meta listed last; empty before it ever did. */
  public Optional<Listing> listing(String id) {
    return Optional.ofNullable(listings.get(id));
  }

  /** Takes one that was put at run time. */
  public void put(Waba waba) {
    if (!isConfigured(waba.id())) {
      all.put(waba.id(), waba);
      changed(waba.id());
    }
  }

  /** One that was put is there no more, and so none of its numbers. */
  public void remove(String id) {
    if (!isConfigured(id)) {
      all.remove(id);
      changed(id);
    }
  }

  /** What Meta lists of one, which may be put later. */
  public void list(Listing listing) {
    listings.put(listing.wabaId(), listing);
    changed(listing.wabaId());
  }

  /** What was listed of one is forgotten. */
  public void forgetListing(String id) {
    listings.remove(id);
    changed(id);
  }

  /** Told the id of a WABA that came, went, or lists other numbers. */
  void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  private void changed(String id) {
    listeners.forEach(listener -> listener.accept(id));
  }
}
