package io.sallyport.relay;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the relay delivers: one webhook delivery of Meta with its bytes unchanged, or an event of
 * the gateway's own.
 *
 * @param id the event id, computed from the bytes: equal bytes have the same id
 * @param signature Meta's {@code X-Hub-Signature-256}; null for the gateway's own events, and when
 *     none was stored
 * @param contentType Meta's {@code Content-Type}, if there was one
 * @param traceparent the trace to continue (W3C Trace Context); null when it is not traced
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Letter(
    String id,
    byte[] body,
    @Nullable String signature,
    @Nullable String contentType,
    @Nullable String traceparent) {

  private static final int ID_DIGITS = 32;

  /** The delivery with these bytes. */
  public static Letter of(byte[] body, @Nullable String signature, @Nullable String contentType) {
    return new Letter(id(body), body, signature, contentType, null);
  }

  /** This letter as part of a trace. */
  public Letter traced(@Nullable String traceparent) {
    return new Letter(id, body, signature, contentType, traceparent);
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
