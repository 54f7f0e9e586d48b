package io.sallyport.audit;

import io.sallyport.contact.Contact;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a contact in records: the first 64 bits of an HMAC-SHA256 of its name. It needs a key:
 * there are so few phone numbers that a plain hash could be reversed by trying all of them.
 */
public final class ContactHash {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "contact:";
  private static final int BYTES = 8;

  private final ThreadLocal<Mac> macs;

  /**
   * @param secret the key; after it changes, contacts no longer match their older records
   */
  public ContactHash(String secret) {
    SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.macs = ThreadLocal.withInitial(() -> mac(key));
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** 16 hex digits. */
  public String of(Contact contact) {
    byte[] digest = macs.get().doFinal((PURPOSE + contact.id()).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
  }
}
