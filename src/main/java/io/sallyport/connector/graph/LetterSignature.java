package io.sallyport.connector.graph;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code webhook-signature} of the Standard Webhooks specification: {@code v1,} and the base64 of
 * HMAC-SHA256 over {@code id.timestamp.body}.
 */
final class LetterSignature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";

  private final SecretKeySpec key;

  /**
   * @param secret {@code whsec_} and the base64 of the key
   */
  LetterSignature(String secret) {
    byte[] bytes = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /**
   * The header's value.
   *
   * @param timestamp Unix seconds
   */
  String of(String id, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
