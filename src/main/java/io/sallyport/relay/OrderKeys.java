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
 * What deliveries are kept in order by: two that share a key go one after the other. A key is a
 * hash of a contact's name on a number, so that no phone number is written beside the delivery.
 *
 * @param keys each once
 */
public record OrderKeys(List<Long> keys) {

  /** In order with nothing. */
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

    /** Adds a name in a scope, such as a contact's on a phone number id. */
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
