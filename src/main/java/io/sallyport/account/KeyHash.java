package io.sallyport.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's or an operator's key as the gateway keeps it: its SHA-256. No salt is needed, since a
 * key is long and random, unlike a password.
 */
public final class KeyHash {

  private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern KEY = Pattern.compile("[!-~]+");

  private final byte[] digest;
  private final @Nullable String last4;

  private KeyHash(byte[] digest, @Nullable String last4) {
    this.digest = digest;
    this.last4 = last4;
  }

  /**
   * As {@link #hex} told it.
   *
   * @param last4 the key's last characters, if they are known
   */
  public static KeyHash ofHex(String hex, @Nullable String last4) {
    return new KeyHash(HexFormat.of().parseHex(hex), last4);
  }

  /** 64 hex digits. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  /** The key's last characters; null when only its hash is known, or it is too short. */
  public @Nullable String last4() {
    return last4;
  }

  /** Reads keys, one per line: plain, or as {@code sha256:<64 hex>}. */
  public static List<KeyHash> all(String text) {
    List<KeyHash> all =
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).map(KeyHash::of).toList();
    if (all.isEmpty()) {
      throw new Secret.Unusable("there is no key in it");
    }
    return all;
  }

  /** Reads one key: plain, or as {@code sha256:<64 hex>}. */
  public static KeyHash of(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.startsWith("sha256:")) {
      if (!HASH.matcher(lower).matches()) {
        throw new Secret.Unusable("a hash must be sha256: and 64 hex digits");
      }
      return ofHex(lower.substring("sha256:".length()), null);
    }
    if (!KEY.matcher(key).matches()) {
      throw new Secret.Unusable("a key must be visible ASCII characters, without spaces");
    }
    return new KeyHash(ofKey(key).digest, LastCharacters.of(key));
  }

  /** The hash of a plain key. */
  public static KeyHash ofKey(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return new KeyHash(sha.digest(key.getBytes(StandardCharsets.UTF_8)), null);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash key && MessageDigest.isEqual(digest, key.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return "KeyHash";
  }
}
