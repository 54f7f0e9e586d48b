package io.sallyport.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.Clients;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.KeyHash;
import io.sallyport.account.Secret;
import io.sallyport.account.Waba;
import io.sallyport.account.Wabas;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was put at run time, on two replicas that share a store. */
class DirectoryTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String OTHER = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY=";

  /** One replica. */
  private static final class Replica implements RelayTargets {
    final Wabas wabas = new Wabas(ConfiguredNumbers.numbers(Map.of()));
    final Clients clients = ConfiguredNumbers.clients(Map.of());
    final Map<String, Settings> targets = new TreeMap<>();
    final Directory directory;

    Replica(DirectoryStore store, String... keys) {
      directory = new Directory(store, SecretSeal.of(List.of(keys)), wabas, clients, this);
    }

    void follow() {
      directory.follow().await().indefinitely();
    }

    boolean put(Kind kind, String id, Object entry) {
      return directory.put(kind, id, entry).await().indefinitely();
    }

    void putAll() {
      putWaba("1");
      put(Kind.CLIENT, "crm", client("crm", "key-of-the-client"));
      SealedSecret secret = directory.secretOfTarget("crm", "whsec_x", NOW);
      put(
          Kind.TARGET,
          "crm",
          new PutTarget("crm", "https://crm.example.com", secret, List.of("7"), List.of()));
    }

    boolean putWaba(String id) {
      SealedSecret token = directory.tokenOfWaba(id, "EAAtoken" + id, NOW);
      return put(Kind.WABA, id, new PutWaba(id, token, "77", null, null));
    }

    String token(String waba) {
      return wabas.find(waba).map(Waba::token).map(Secret::get).orElse(null);
    }

    boolean knows(String key) {
      return clients.withKey(KeyHash.ofKey(key)).isPresent();
    }

    @Override
    public boolean isConfigured(String name) {
      return false;
    }

    @Override
    public void put(Settings target) {
      targets.put(target.name(), target);
    }

    @Override
    public void remove(String name) {
      targets.remove(name);
    }
  }

  private final KeptEntries store = new KeptEntries(100);
  private final Replica one = new Replica(store, KEY);
  private final Replica other = new Replica(store, KEY);

  private static PutClient client(String name, String key) {
    KeyHash hash = KeyHash.ofKey(key);
    return new PutClient(
        name, List.of(new PutClient.Key(hash.hex(), null, 0)), null, null, null, null);
  }

  @Test
  void whatIsPutIsInForceHereAtOnceAndThereWithTheNextLook() {
    one.putAll();

    assertThat(one.token("1")).isEqualTo("EAAtoken1");
    assertThat(other.token("1")).isNull();
    other.follow();
    assertThat(other.token("1")).isEqualTo("EAAtoken1");
    assertThat(other.knows("key-of-the-client")).isTrue();
    assertThat(other.targets.get("crm").secret()).isEqualTo("whsec_x");
    assertThat(other.targets.get("crm").numbers()).containsExactly("7");
    assertThat(one.putWaba("1")).as("is new").isFalse();
    assertThat(one.putWaba("2")).as("is new").isTrue();
  }

  @Test
  void whatIsRemovedGoesEverywhere() {
    one.putAll();
    other.follow();

    for (Kind kind : List.of(Kind.WABA, Kind.CLIENT, Kind.TARGET)) {
      String id = kind == Kind.WABA ? "1" : "crm";
      assertThat(other.directory.remove(kind, id).await().indefinitely()).isTrue();
      assertThat(other.directory.remove(kind, id).await().indefinitely()).isFalse();
    }
    one.follow();

    assertThat(one.wabas.all()).isEmpty();
    assertThat(one.clients.configured()).isFalse();
    assertThat(one.targets).isEmpty();
  }

  @Test
  void muchIsReadInPages() {
    KeptEntries narrow = new KeptEntries(3);
    Replica writes = new Replica(narrow, KEY);
    for (int i = 10; i < 20; i++) {
      writes.putWaba(Integer.toString(i));
    }
    Replica reads = new Replica(narrow, KEY);

    reads.follow();

    assertThat(reads.wabas.all()).hasSize(10);
  }

  @Test
  void withoutChangesOneCallTakesNothing() {
    one.putAll();
    other.follow();
    store.calls = 0;

    other.follow();

    assertThat(store.calls).isEqualTo(1);
  }

  @Test
  void whatTheStoreHasLostIsForgottenAndWhatItHasIsReadAgain() {
    one.putAll();
    one.putWaba("2");
    other.follow();
    store.lose();
    one.putWaba("3");

    other.follow();
    other.follow();

    assertThat(other.wabas.all()).extracting(Waba::id).containsExactly("3");
    assertThat(other.clients.configured()).isFalse();
    assertThat(other.targets).isEmpty();
  }

  @Test
  void aSecretThatNoKeyOpensLeavesItsEntryWithoutItAndIsNamed() {
    one.putAll();
    Replica keyless = new Replica(store, OTHER);

    keyless.follow();

    assertThat(keyless.token("1")).isNull();
    assertThat(keyless.wabas.find("1").orElseThrow().portfolio()).isEqualTo("77");
    assertThat(keyless.targets.get("crm").secret()).isNull();
    assertThat(keyless.directory.unopened()).containsExactlyInAnyOrder("waba:1", "target:crm");
    keyless.putWaba("1");
    assertThat(keyless.directory.unopened()).containsExactly("target:crm");
  }

  @Test
  void anEntryThatCannotBeReadKeepsNoOtherBack() {
    store.put(Kind.WABA, "1", "no JSON");
    store.put(Kind.CLIENT, "crm", "{\"name\":\"crm\",\"keys\":[{\"hash\":\"no hex\"}]}");
    store.put(Kind.CLIENT, "shop", "[]");
    one.putWaba("2");
    one.put(Kind.CLIENT, "bot", client("bot", "key-of-the-bot"));

    other.follow();

    assertThat(other.knows("key-of-the-bot")).isTrue();
    assertThat(other.wabas.all()).extracting(Waba::id).containsExactly("2");
  }
}
