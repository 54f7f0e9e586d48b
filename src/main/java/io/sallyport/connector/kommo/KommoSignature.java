package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** {@code X-Signature} of Kommo's Chats API, and the MD5 that it covers. */
public final class KommoSignature {

  private static final String ALGORITHM = "HmacSHA1";

  private KommoSignature() {}

  /** {@code Content-MD5}, in hex. */
  static String md5(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Of a call.
   *
   * @param md5 of the body
   * @param path without host and query
   */
  static String ofCall(
      String secret, String method, String md5, String contentType, String date, String path) {
    String text = String.join("\n", method, md5, contentType, date, path);
    return hmac(secret, text.getBytes(UTF_8), text.getBytes(UTF_8).length);
  }

  /**
   * Whether a hook is Kommo's. It signs the body; on the wire a line end may follow that is not
   * signed.
   *
   * @param signature the header's value
   */
  public static boolean isOfHook(String secret, @Nullable String signature, byte[] body) {
    if (signature == null) {
      return false;
    }
    byte[] told = signature.strip().toLowerCase(Locale.ROOT).getBytes(UTF_8);
    boolean whole = MessageDigest.isEqual(told, hmac(secret, body, body.length).getBytes(UTF_8));
    int end = withoutLineEnd(body);
    return whole || MessageDigest.isEqual(told, hmac(secret, body, end).getBytes(UTF_8));
  }

  private static int withoutLineEnd(byte[] body) {
    int end = body.length;
    while (end > 0 && (body[end - 1] == '\n' || body[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  private static String hmac(String secret, byte[] text, int length) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(Arrays.copyOf(text, length)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
