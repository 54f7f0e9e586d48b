package io.sallyport.ledger;

import io.sallyport.rule.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A caller's {@code Idempotency-Key} (the IETF httpapi draft's header), for one send.
 *
 * @param id of the key of this client, 32 hex digits
 * @param digest of what is sent, 32 hex digits: the same key must come with the same
 * @param nonce of this attempt; stands in the message's {@code biz_opaque_callback_data}, so that a
 *     status tells what became of it
 * @param callbackData the caller's own, when the body has it: then it stands there, and with the
 *     contact is what a status is known by
 */
public record IdempotencyKey(
    String id, String digest, String nonce, @Nullable String callbackData) {

  /** Before the nonce in {@code biz_opaque_callback_data}. */
  public static final String PREFIX = "sallyport:";

  /** Longest key, characters. */
  public static final int LONGEST = 255;

  /** {@code error_data.details} while the send that has the key is under way. */
  public static final String IN_FLIGHT =
      "A send with this Idempotency-Key is under way. Ask again with the same key and body to"
          + " learn how it ended.";

  /** {@code error_data.details} of a key that another message had. */
  public static final String REUSED =
      "This Idempotency-Key was used within 24 hours for another message. Use a new key for a new"
          + " message.";

  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGITS = 32;

  /**
   * The key of a send.
   *
   * @param key as the header says; keys of different clients have nothing in common
   */
  public static IdempotencyKey of(
      String key, String client, Endpoint endpoint, byte[] body, @Nullable String callbackData) {
    String id = hex(sha256(client, key));
    String digest = hex(sha256(endpoint.name(), ""), body);
    return new IdempotencyKey(id, digest, nonce(id), callbackData);
  }

  /**
   * The key of a send on a provider's channel that has an id of its own: whoever sends it, and
   * whatever it says.
   *
   * @param content by which an echo of it is known
   */
  public static IdempotencyKey ofMessage(String messageId, @Nullable String content) {
    String id = hex(sha256("", messageId));
    return new IdempotencyKey(id, "-", nonce(id), content);
  }

  private static String nonce(String id) {
    return id + "." + HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  /** What the message carries for a status to tell. */
  public String mark() {
    return PREFIX + nonce;
  }

  /** The id in a nonce of {@link #of}; empty when it is none. */
  public static String idOf(String nonce) {
    return nonce.length() == DIGITS + 1 + 16 && nonce.charAt(DIGITS) == '.'
        ? nonce.substring(0, DIGITS)
        : "";
  }

  private static MessageDigest sha256(String first, String second) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    digest.update(first.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(second.getBytes(StandardCharsets.UTF_8));
    return digest;
  }

  /** What names a message by the caller's own callback data and the contact. */
  public static String match(String callbackData, String contact) {
    return hex(sha256(callbackData, contact));
  }

  private static String hex(MessageDigest digest, byte... more) {
    return HEX.formatHex(digest.digest(more), 0, DIGITS / 2);
  }
}
