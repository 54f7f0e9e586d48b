package io.sallyport.account;

import io.sallyport.account.Keyring.Keyed;
import io.sallyport.config.SallyportConfig;
import io.sallyport.instead.Preferences;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The clients and their keys: those that are configured, and those put at run time. */
@Singleton
public final class Clients {

  /** A client that was put at run time, and the hashes of its keys. */
  public record Put(Client client, List<KeyHash> keys) {}

  private final Map<String, Client> configured = new TreeMap<>();
  private final Map<String, Put> put = new TreeMap<>();
  private final List<Keyed<Client>> configuredKeys = new ArrayList<>();
  private volatile Keyring<Client> keys;

  public Clients(SallyportConfig config) {
    for (Map.Entry<String, SallyportConfig.Client> one :
        new TreeMap<>(config.clients()).entrySet()) {
      Client client = client(one.getKey(), one.getValue());
      configured.put(client.name(), client);
      for (String key : one.getValue().key().orElse(List.of())) {
        configuredKeys.add(
            new Keyed<>(client, new Secret<>(key(client.name()), key, KeyHash::all)));
      }
    }
    this.keys = new Keyring<>(configuredKeys);
  }

  private static Client client(String name, SallyportConfig.Client client) {
    return new Client(
        name,
        client.numbers().<Set<String>>map(Set::copyOf).orElse(null),
        client.defaultNumber().orElse(null),
        Preferences.ofClient(client.fallback().orElse(null), client.hold().orElse(null)));
  }

  public static String key(String name) {
    return "sallyport.clients.\"" + name + "\".key";
  }

  /** Whether there are any. If so every call needs a key, and clients never see Meta's tokens. */
  public boolean configured() {
    return !keys.isEmpty();
  }

  /** The client with this key; none when two have it. */
  public Optional<Client> withKey(KeyHash key) {
    return keys.owner(key);
  }

  /** Those that are configured, by name. */
  public Collection<Client> all() {
    return configured.values();
  }

  /** The keys of one that is configured. */
  public List<KeyHash> keysOf(Client client) {
    return keys.keys(client);
  }

  /** Whether the configuration has a client of this name: it stands, whatever is put. */
  public boolean isConfigured(String name) {
    return configured.containsKey(name);
  }

  /** Takes what was put at run time, all of it. */
  public synchronized void replacePut(Collection<Put> all) {
    put.clear();
    all.stream()
        .filter(one -> !isConfigured(one.client().name()))
        .forEach(one -> put.put(one.client().name(), one));
    List<Keyed<Client>> ring = new ArrayList<>(configuredKeys);
    for (Put one : put.values()) {
      ring.add(new Keyed<>(one.client(), Secret.of(key(one.client().name()), one.keys())));
    }
    keys = new Keyring<>(ring);
  }

  /** Reads key files again. */
  public void refresh() {
    keys.refresh();
  }
}
