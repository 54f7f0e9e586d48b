package io.sallyport.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * Keeps letters in order: two that share a key are delivered one after the other. A key is a hash
 * of a number and a contact's name, so that no phone number is stored beside the letter.
 *
 * @param keys without duplicates
 */
public record OrderKeys(List<Long> keys) {

  /** No order with other letters. */
  static final OrderKeys NONE = new OrderKeys(List.of());

  /** Hex digits of one key. */
  private static final int DIGITS = 16;

  public OrderKeys {
    keys = List.copyOf(keys);
  }

  /** The keys as {@link #text} wrote them. */
  public static OrderKeys of(String text) {
    List<Long> keys = new ArrayList<>(text.length() / DIGITS);
    for (int i = 0; i + DIGITS <= text.length(); i += DIGITS) {
      keys.add(HexFormat.fromHexDigitsToLong(text, i, i + DIGITS));
    }
    return new OrderKeys(keys);
  }

  /** Sixteen hex digits for each key. */
  public String text() {
    StringBuilder text = new StringBuilder(keys.size() * DIGITS);
    keys.forEach(key -> text.append(HexFormat.of().toHexDigits(key)));
    return text.toString();
  }

  /** Collects keys. */
  public static final class Builder {
    private final TreeSet<Long> keys = new TreeSet<>();

    /** Adds the key for a name within a scope, such as a contact of a phone number id. */
    public Builder add(String scope, String name) {
      keys.add(hash(scope + '\n' + name));
      return this;
    }

    public OrderKeys build() {
      return new OrderKeys(List.copyOf(keys));
    }

    private static long hash(String text) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
