package io.sallyport.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.account.Client;
import io.sallyport.account.Clients;
import io.sallyport.account.KeyHash;
import io.sallyport.account.Listing;
import io.sallyport.account.Numbers;
import io.sallyport.account.Origin;
import io.sallyport.account.Secret;
import io.sallyport.account.Waba;
import io.sallyport.account.Wabas;
import io.sallyport.directory.DirectoryStore.Change;
import io.sallyport.directory.DirectoryStore.Changes;
import io.sallyport.instead.Preferences;
import io.sallyport.template.OneAtATime;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What was put at run time, as this replica has it. {@link #follow} takes what any replica changed;
 * what is put here is in force here before {@link #put} ends.
 */
@Singleton
public final class Directory {

  private static final Logger LOG = Logger.getLogger(Directory.class);

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final DirectoryStore store;
  private final SecretSeal seal;
  private final Wabas wabas;
  private final Clients clients;
  private final RelayTargets targets;
  private final Map<String, PutWaba> putWabas = new ConcurrentSkipListMap<>();
  private final Map<String, PutClient> putClients = new ConcurrentSkipListMap<>();
  private final Map<String, PutTarget> putTargets = new ConcurrentSkipListMap<>();

  /** The put clients as they are served, by name. */
  private final Map<String, Clients.Put> served = new ConcurrentSkipListMap<>();

  /** Entries with a secret that no key opens, {@code kind:id}. */
  private final Set<String> sealed = ConcurrentHashMap.newKeySet();

  private final OneAtATime follow = new OneAtATime(this::look);
  private long version;
  private volatile boolean isRead;

  Directory(
      DirectoryStore store, SecretSeal seal, Wabas wabas, Clients clients, RelayTargets targets) {
    this.store = store;
    this.seal = seal;
    this.wabas = wabas;
    this.clients = clients;
    this.targets = targets;
  }

  /** Whether all that the store has was taken once. */
  public boolean isRead() {
    return isRead;
  }

  /** Entries that serve without their secret, {@code kind:id}: no key of the vault opens it. */
  public Set<String> unopened() {
    return Set.copyOf(sealed);
  }

  /** The WABAs that are put, by id. */
  public Map<String, PutWaba> wabas() {
    return new TreeMap<>(putWabas);
  }

  /** The clients that are put, by name. */
  public Map<String, PutClient> clients() {
    return new TreeMap<>(putClients);
  }

  /** The targets that are put, by name. */
  public Map<String, PutTarget> targets() {
    return new TreeMap<>(putTargets);
  }

  /** Whether secrets can be sealed: {@code vault.key} is set. */
  public boolean canSeal() {
    return seal.isUsable();
  }

  /** A token to put with a WABA. */
  public SealedSecret tokenOfWaba(String id, String token, Instant now) {
    return SealedSecret.of(seal, PutWaba.tokenOwner(id), token, now);
  }

  /** A secret to put with a target. */
  public SealedSecret secretOfTarget(String name, String secret, Instant now) {
    return SealedSecret.of(seal, PutTarget.secretOwner(name), secret, now);
  }

  /**
   * Keeps an entry.
   *
   * @param entry a {@link PutWaba}, {@link PutClient}, {@link PutTarget} or {@link StoredListing}
   * @return whether there was none before; fails when the store did not answer
   */
  public Uni<Boolean> put(Kind kind, String id, Object entry) {
    return store.put(kind, id, write(entry)).call(this::follow);
  }

  /**
   * Removes an entry.
   *
   * @return whether there was one; fails when the store did not answer
   */
  public Uni<Boolean> remove(Kind kind, String id) {
    return store.remove(kind, id).call(this::follow);
  }

  /** Takes what has changed by now; fails when the store does not answer. */
  public Uni<Void> follow() {
    return follow.run();
  }

  private Uni<Void> look() {
    return store
        .since(version)
        .chain(
            changes -> {
              take(changes);
              return changes.until() < changes.version() ? look() : Uni.createFrom().voidItem();
            })
        .invoke(() -> isRead = true);
  }

  private void take(Changes changes) {
    if (changes.version() < version) {
      LOG.warn("the store has lost what was put at run time; what it has is read again");
      forgetAll();
      version = 0;
      return;
    }
    version = changes.until();
    boolean clientsChanged = false;
    for (Change change : changes.changes()) {
      try {
        take(change);
        clientsChanged |= change.kind() == Kind.CLIENT;
      } catch (JsonProcessingException | IllegalArgumentException unreadable) {
        LOG.errorf("entry not read kind=%s id=%s", change.kind(), change.id());
      }
    }
    if (clientsChanged) {
      clients.replacePut(served.values());
    }
  }

  private void forgetAll() {
    new HashSet<>(putWabas.keySet()).forEach(id -> takeWaba(id, null));
    new HashSet<>(putTargets.keySet()).forEach(name -> takeTarget(name, null));
    putClients.clear();
    served.clear();
    clients.replacePut(List.of());
  }

  private void take(Change change) throws JsonProcessingException {
    String json = change.json();
    switch (change.kind()) {
      case WABA -> takeWaba(change.id(), read(json, PutWaba.class));
      case TARGET -> takeTarget(change.id(), read(json, PutTarget.class));
      case LISTING -> takeListing(change.id(), read(json, StoredListing.class));
      case CLIENT -> takeClient(change.id(), read(json, PutClient.class));
    }
  }

  private void takeClient(String id, @Nullable PutClient put) {
    if (put == null) {
      putClients.remove(id);
      served.remove(id);
      return;
    }
    served.put(id, client(put));
    putClients.put(id, put);
  }

  private void takeWaba(String id, @Nullable PutWaba put) {
    if (put == null) {
      putWabas.remove(id);
      sealed.remove(entry(Kind.WABA, id));
      wabas.remove(id);
      return;
    }
    putWabas.put(id, put);
    String token = opened(Kind.WABA, id, put.accessToken().open(seal, PutWaba.tokenOwner(id)));
    wabas.put(
        new Waba(
            id,
            token == null ? null : Secret.of(Waba.tokenKey(id), Numbers.token(token)),
            put.portfolio(),
            put.app(),
            put.timeZone(),
            Origin.API,
            Instant.ofEpochMilli(put.accessToken().setAt()),
            put.accessToken().last4()));
  }

  private void takeTarget(String name, @Nullable PutTarget put) {
    if (put == null) {
      putTargets.remove(name);
      sealed.remove(entry(Kind.TARGET, name));
      targets.remove(name);
      return;
    }
    putTargets.put(name, put);
    SealedSecret secret = put.secret();
    targets.put(
        new RelayTargets.Settings(
            name,
            URI.create(put.url()),
            secret == null
                ? null
                : opened(Kind.TARGET, name, secret.open(seal, PutTarget.secretOwner(name))),
            put.numbers() == null ? Set.of() : Set.copyOf(put.numbers()),
            Set.copyOf(put.events())));
  }

  private @Nullable String opened(Kind kind, String id, Optional<String> secret) {
    String entry = entry(kind, id);
    if (secret.isPresent()) {
      sealed.remove(entry);
    } else if (sealed.add(entry)) {
      LOG.errorf("no key of sallyport.vault.key opens the secret of %s", entry);
    }
    return secret.orElse(null);
  }

  private static String entry(Kind kind, String id) {
    return kind.word() + ":" + id;
  }

  private void takeListing(String wabaId, @Nullable StoredListing listing) {
    if (listing == null) {
      wabas.forgetListing(wabaId);
    } else {
      wabas.list(listing.listing(wabaId));
    }
  }

  /** Keeps what Meta lists of a WABA. */
  Uni<Void> put(Listing listing) {
    return put(Kind.LISTING, listing.wabaId(), StoredListing.of(listing)).replaceWithVoid();
  }

  private static Clients.Put client(PutClient put) {
    Collection<String> numbers = put.numbers();
    return new Clients.Put(
        new Client(
            put.name(),
            numbers == null ? null : Set.copyOf(numbers),
            put.defaultNumber(),
            Preferences.ofClient(put.fallback(), put.hold())),
        put.keys().stream().map(key -> KeyHash.ofHex(key.hash(), key.last4())).toList());
  }

  private static <T> @Nullable T read(@Nullable String json, Class<T> type)
      throws JsonProcessingException {
    return json == null ? null : JSON.readValue(json, type);
  }

  private static String write(Object entry) {
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
