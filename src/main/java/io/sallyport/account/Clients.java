package io.sallyport.account;

import io.sallyport.config.NumbersConfig;
import io.sallyport.config.SallyportConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configured clients and their keys. */
@Singleton
public final class Clients {

  private record Keyed(Client client, Secret<List<KeyHash>> keys) {}

  private final List<Keyed> all = new ArrayList<>();

  public Clients(SallyportConfig config, NumbersConfig numbers) {
    Set<String> every = Set.copyOf(numbers.ids());
    new TreeMap<>(config.clients())
        .forEach(
            (name, configured) -> {
              Client client = client(name, configured, every);
              for (String key : configured.key().orElse(List.of())) {
                all.add(new Keyed(client, new Secret<>(key(name), key, KeyHash::all)));
              }
            });
  }

  private static Client client(String name, SallyportConfig.Client client, Set<String> every) {
    Set<String> numbers = client.numbers().<Set<String>>map(Set::copyOf).orElse(every);
    return new Client(
        name, numbers, client.numbers().isPresent(), client.defaultNumber().orElse(null));
  }

  public static String key(String name) {
    return "sallyport.clients.\"" + name + "\".key";
  }

  /** Whether there are any. If so every call needs a key, and clients never see Meta's tokens. */
  public boolean configured() {
    return !all.isEmpty();
  }

  /**
   * The client with this key. Compares it with every key, each in constant time. A key that two
   * clients have, which a changed key file can cause, is refused.
   */
  public Optional<Client> withKey(String presented) {
    KeyHash hash = KeyHash.ofKey(presented);
    @Nullable Client found = null;
    boolean ambiguous = false;
    for (Keyed keyed : all) {
      for (KeyHash key : keyed.keys().get()) {
        if (key.equals(hash)) {
          ambiguous |= found != null && !found.equals(keyed.client());
          found = keyed.client();
        }
      }
    }
    return ambiguous ? Optional.empty() : Optional.ofNullable(found);
  }

  public List<Secret<List<KeyHash>>> secrets() {
    return all.stream().map(Keyed::keys).toList();
  }
}
