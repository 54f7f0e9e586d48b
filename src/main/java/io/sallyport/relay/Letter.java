package io.sallyport.relay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of Meta, as it came.
 *
 * @param id the event id: the same whenever the bytes are
 * @param signature Meta's {@code X-Hub-Signature-256}; null when the stored one is not known
 * @param contentType Meta's {@code Content-Type}, if there was one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Letter(
    String id, byte[] body, @Nullable String signature, @Nullable String contentType) {

  private static final int ID_DIGITS = 32;

  /** The delivery with these bytes. */
  public static Letter of(byte[] body, @Nullable String signature, @Nullable String contentType) {
    return new Letter(id(body), body, signature, contentType);
  }

  private static String id(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "evt_" + HexFormat.of().formatHex(digest).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
