package io.sallyport.directory;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with the keys of {@code vault.key}: AES-256-GCM, a random nonce of 96 bits each.
 * The first key seals, all of them open. A sealed secret is bound to what it is a secret of, so
 * that nobody who can write to Redis can use it elsewhere.
 */
public final class SecretSeal {

  /** Of AES-256, bytes. */
  private static final int KEY = 32;

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final List<SecretKeySpec> keys;
  private final SecureRandom random = new SecureRandom();

  private SecretSeal(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * A seal.
   *
   * @param keys base64 of 32 bytes each
   * @throws IllegalArgumentException when one is not
   */
  public static SecretSeal of(List<String> keys) {
    List<SecretKeySpec> read = new ArrayList<>();
    for (String key : keys) {
      byte[] bytes = Base64.getDecoder().decode(key.strip());
      if (bytes.length != KEY) {
        throw new IllegalArgumentException("it is not 32 bytes");
      }
      read.add(new SecretKeySpec(bytes, "AES"));
    }
    return new SecretSeal(read);
  }

  /** Whether there is a key to seal with. */
  public boolean isUsable() {
    return !keys.isEmpty();
  }

  /**
   * Seals a secret.
   *
   * @param owner what it is a secret of
   * @return base64
   */
  public String seal(String owner, String secret) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, owner);
      byte[] sealed = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] all = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
      return Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** What was sealed for this owner; empty when no key opens it. */
  public Optional<String> open(String owner, String sealed) {
    byte[] all;
    try {
      all = Base64.getDecoder().decode(sealed);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    return all.length < NONCE
        ? Optional.empty()
        : keys.stream().flatMap(key -> open(key, owner, all).stream()).findFirst();
  }

  private static Optional<String> open(SecretKeySpec key, String owner, byte[] all) {
    ByteBuffer bytes = ByteBuffer.wrap(all);
    byte[] nonce = new byte[NONCE];
    bytes.get(nonce);
    byte[] sealed = new byte[bytes.remaining()];
    bytes.get(sealed);
    try {
      byte[] secret = cipher(Cipher.DECRYPT_MODE, key, nonce, owner).doFinal(sealed);
      return Optional.of(new String(secret, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException notThisKey) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String owner)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
