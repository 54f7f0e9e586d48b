package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.account.Client;
import io.sallyport.account.Clients;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.KeyHash;
import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientsTest {
  private static final String NUMBER = "106540352242922";
  private static final String KEY = "a-key-of-the-crm-1";

  @TempDir Path directory;

  private static Clients clients(String... keysAndValues) {
    return ConfiguredNumbers.clients(config(keysAndValues));
  }

  private static ClientChecks checks(Map<String, String> properties) {
    return ClientChecks.of(
        ConfiguredNumbers.config(properties),
        ConfiguredNumbers.numbers(properties),
        Set.of(),
        false);
  }

  private static Map<String, String> config(String... keysAndValues) {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      all.put(full(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return all;
  }

  private static String full(String key) {
    return key.startsWith("numbers.") ? "sallyport." + key : "sallyport.clients." + key;
  }

  @Test
  void withoutAnyNobodyHasAKey() {
    assertThat(clients().configured()).isFalse();
    assertThat(clients().withKey(KeyHash.ofKey(KEY))).isEmpty();
  }

  @Test
  void aClientIsKnownByAnyOfItsKeys() {
    Clients clients =
        clients("crm.key", KEY + ",another-key-of-the-crm", "shop.key", "the-shops-own-key");

    assertThat(clients.configured()).isTrue();
    assertThat(clients.withKey(KeyHash.ofKey(KEY)).orElseThrow().name()).isEqualTo("crm");
    assertThat(clients.withKey(KeyHash.ofKey("another-key-of-the-crm")).orElseThrow().name())
        .isEqualTo("crm");
    assertThat(clients.withKey(KeyHash.ofKey("the-shops-own-key")).orElseThrow().name())
        .isEqualTo("shop");
    assertThat(clients.withKey(KeyHash.ofKey("a-key-of-the-crm-2"))).isEmpty();
    assertThat(clients.withKey(KeyHash.ofKey(""))).isEmpty();
  }

  @Test
  void aKeyMayBeGivenAsItsHash() {
    String hash = "sha256:" + sha256(KEY);
    Clients clients = clients("crm.key", hash);

    assertThat(clients.withKey(KeyHash.ofKey(KEY))).isPresent();
    assertThat(clients.withKey(KeyHash.ofKey(hash))).isEmpty();
    assertThat(clients("crm.key", hash.toUpperCase(Locale.ROOT)).withKey(KeyHash.ofKey(KEY)))
        .isPresent();
  }

  @Test
  void aClientMayUseItsOwnNumbersOnlyOrAll() {
    Client some =
        clients("crm.key", KEY, "crm.numbers", NUMBER).withKey(KeyHash.ofKey(KEY)).orElseThrow();
    Client all = clients("crm.key", KEY).withKey(KeyHash.ofKey(KEY)).orElseThrow();

    assertThat(some.restricted()).isTrue();
    assertThat(some.mayUse(NUMBER)).isTrue();
    assertThat(some.mayUse("106540352242923")).isFalse();
    assertThat(all.restricted()).isFalse();
    assertThat(all.mayUse(NUMBER)).isTrue();
  }

  @Test
  void keysInAFileChangeWithIt() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), KEY + "\n");
    Clients clients = clients("crm.key", "file:" + file);
    assertThat(clients.withKey(KeyHash.ofKey(KEY))).isPresent();

    Files.writeString(file, "the-next-key-of-the-crm\n" + KEY + "\n");
    clients.refresh();
    assertThat(clients.withKey(KeyHash.ofKey("the-next-key-of-the-crm"))).isPresent();
    assertThat(clients.withKey(KeyHash.ofKey(KEY))).isPresent();

    Files.writeString(file, "the-next-key-of-the-crm");
    clients.refresh();
    assertThat(clients.withKey(KeyHash.ofKey(KEY))).isEmpty();
  }

  @Test
  void aBrokenFileLeavesTheLastGoodKeys() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), KEY);
    Clients clients = clients("crm.key", "file:" + file);

    for (String broken : new String[] {"two words", "", "a key with spaces in it", "sha256:00"}) {
      Files.writeString(file, broken);
      clients.refresh();
      assertThat(clients.withKey(KeyHash.ofKey(KEY))).as(broken).isPresent();
    }
    Files.delete(file);
    clients.refresh();
    assertThat(clients.withKey(KeyHash.ofKey(KEY))).isPresent();
  }

  @Test
  void aKeyTwoClientsCameToShareIsNobodys() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), "the-shops-own-key");
    Clients clients = clients("crm.key", KEY, "shop.key", "file:" + file);

    Files.writeString(file, KEY);
    clients.refresh();

    assertThat(clients.withKey(KeyHash.ofKey(KEY))).isEmpty();
  }

  @Test
  void aTokenInAFileChangesWithIt() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "EAAold\n");
    Numbers numbers =
        ConfiguredNumbers.of(config("numbers.\"" + NUMBER + "\".access-token", "file:" + file));
    assertThat(numbers.accessTokenOf(NUMBER)).contains("EAAold");

    Files.writeString(file, "EAAnew");
    numbers.secrets().forEach(Secret::refresh);

    assertThat(numbers.accessTokenOf(NUMBER)).contains("EAAnew");
    assertThat(numbers.accessToken("102290129340398")).contains("EAAnew");
  }

  @Test
  void whatIsRightHasNoProblems() {
    assertThat(
            checks(config("crm.key", KEY, "crm.numbers", NUMBER, "crm.default-number", NUMBER))
                .problems())
        .isEmpty();
  }

  static Stream<Arguments> problems() {
    String key = "sallyport.clients.\"crm\".key";
    return Stream.of(
        arguments(config("crm.numbers", NUMBER), key + " is not set"),
        arguments(config("crm.key", "a key with spaces"), key + ": a key must"),
        arguments(config("crm.key", "sha256:0123"), key + ": a hash must be"),
        arguments(config("crm.key", "file:/nowhere/at/all"), key + ": /nowhere/at/all"),
        arguments(
            config("crm.key", KEY, "shop.key", KEY), "sallyport.clients.\"shop\".key is also"),
        arguments(config("crm.key", KEY, "shop.key", "sha256:" + sha256(KEY)), "is also a key of"),
        arguments(
            config("crm.key", KEY, "crm.numbers", "106540352242999"),
            "sallyport.clients.\"crm\".numbers: 106540352242999 is not configured"),
        arguments(
            config("crm.key", KEY, "crm.default-number", "106540352242999"),
            "sallyport.clients.\"crm\".default-number"),
        arguments(
            config("numbers.\"" + NUMBER + "\".access-token", "file:/nowhere/at/all"),
            "sallyport.numbers.\"" + NUMBER + "\".access-token: /nowhere/at/all"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("problems")
  void namesTheKeyAndTheFix(Map<String, String> config, String problem) {
    assertThat(checks(config).problems()).anyMatch(it -> it.contains(problem));
    assertThat(checks(config).problems()).noneMatch(it -> it.contains(KEY));
  }

  @Test
  void warnsOfShortKeysAndOfNumbersWithoutAToken() {
    ClientChecks checks =
        checks(
            config(
                "crm.key",
                "15-characters-x",
                "numbers.\"106540352242923\".waba-id",
                "102290129340398"));

    assertThat(checks.problems()).isEmpty();
    assertThat(checks.warnings())
        .anyMatch(it -> it.startsWith("sallyport.clients.\"crm\".key is short"))
        .anyMatch(it -> it.contains("\"106540352242923\".access-token is not set"))
        .noneMatch(it -> it.contains("15-characters-x"));
  }

  private static String sha256(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
