package io.sallyport.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose key is whose. A key is found by its hash, so that the time of a look-up tells nothing about
 * the keys there are.
 *
 * @param <T> who has keys
 */
final class Keyring<T> {

  /** An owner and some of its keys. */
  record Keyed<T>(T owner, Secret<List<KeyHash>> keys) {}

  private final List<Keyed<T>> all;
  private volatile Map<KeyHash, Optional<T>> ownerByKey = Map.of();

  Keyring(List<Keyed<T>> all) {
    this.all = List.copyOf(all);
    index();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Empty as well for a key that two have, which a changed key file can cause. */
  Optional<T> owner(KeyHash key) {
    return ownerByKey.getOrDefault(key, Optional.empty());
  }

  /** The keys of one. */
  List<KeyHash> keys(T owner) {
    return all.stream()
        .filter(one -> one.owner().equals(owner))
        .flatMap(one -> one.keys().get().stream())
        .toList();
  }

  /** Reads key files again. */
  void refresh() {
    all.forEach(one -> one.keys().refresh());
    index();
  }

  private void index() {
    Map<KeyHash, Optional<T>> owners = new HashMap<>();
    for (Keyed<T> one : all) {
      Optional<T> owner = Optional.of(one.owner());
      for (KeyHash key : one.keys().get()) {
        owners.merge(key, owner, (other, same) -> other.equals(same) ? same : Optional.empty());
      }
    }
    ownerByKey = owners;
  }
}
