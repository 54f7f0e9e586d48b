package io.sallyport.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Hub-Signature-256}: HMAC-SHA256 of the raw body with the app secret
 * (platform-facts.md#webhook-signature).
 */
final class Signature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";

  private final SecretKeySpec key;

  Signature(String appSecret) {
    this.key = new SecretKeySpec(appSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  /** Whether {@code header} is the signature of {@code body}; compared in constant time. */
  boolean matches(@Nullable String header, byte[] body) {
    if (header == null || !header.startsWith(PREFIX)) {
      return false;
    }
    try {
      byte[] claimed = HexFormat.of().parseHex(header.substring(PREFIX.length()).strip());
      return MessageDigest.isEqual(claimed, sign(body));
    } catch (IllegalArgumentException notHex) {
      return false;
    }
  }

  private byte[] sign(byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
