package io.sallyport.connector.kommo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.account.Secret;
import io.sallyport.config.SallyportConfig;
import io.sallyport.ledger.SharedClock;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links to media: which number's, which file, until when, sealed with AES-GCM. The key is made of
 * the first key of {@code vault.key}, else of the channel's secret, so that every replica has it,
 * also after a restart.
 */
@Singleton
public final class MediaSeal {

  /** What a link says. */
  public record Media(String phoneNumberId, String id) {}

  public static final String PATH = "/kommo/media/";

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final String PURPOSE = "sallyport kommo media\n";

  private final KommoAccounts accounts;
  private final SharedClock clock;
  private final List<String> vaultKeys;
  private final String base;
  private final Duration life;
  private final SecureRandom random = new SecureRandom();

  MediaSeal(KommoAccounts accounts, SharedClock clock, SallyportConfig config) {
    this.accounts = accounts;
    this.clock = clock;
    this.vaultKeys = config.vault().key().orElse(List.of());
    this.base =
        config.kommo().publicUrl().map(url -> url.toString().replaceAll("/+$", "")).orElse("");
    this.life = config.kommo().mediaLinkLife();
  }

  /** An address that gives the file to whoever has it, for a time. */
  String link(KommoAccount account, String mediaId) {
    long end = clock.now().plus(life).getEpochSecond();
    String said = end + " " + account.number().phoneNumberId() + " " + mediaId;
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    String key = vaultKeys.isEmpty() ? account.secret().get() : vaultKeys.get(0);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key, nonce, said.getBytes(UTF_8)).orElseThrow();
    byte[] both = ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    return base + PATH + text(both);
  }

  private static String text(byte[] sealed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /** What a link says; empty when it is none of ours, or its time is over. */
  public Optional<Media> open(String sealed) {
    byte[] both;
    try {
      both = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
    // Some bits of the last character say nothing: another in its place is a changed link, too.
    if (both.length <= NONCE || !text(both).equals(sealed)) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(both, NONCE);
    byte[] content = Arrays.copyOfRange(both, NONCE, both.length);
    return Stream.concat(vaultKeys.stream(), accounts.channelSecrets().stream().map(Secret::get))
        .flatMap(key -> crypt(Cipher.DECRYPT_MODE, key, nonce, content).stream())
        .findFirst()
        .flatMap(said -> media(new String(said, UTF_8)));
  }

  private Optional<Media> media(String said) {
    String[] parts = said.split(" ", 3);
    Instant end = Instant.ofEpochSecond(Long.parseLong(parts[0]));
    return clock.now().isBefore(end)
        ? Optional.of(new Media(parts[1], parts[2]))
        : Optional.empty();
  }

  private static Optional<byte[]> crypt(int mode, String secret, byte[] nonce, byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] key = digest.digest((PURPOSE + secret).getBytes(UTF_8));
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return Optional.of(cipher.doFinal(content));
    } catch (GeneralSecurityException notOurs) {
      return Optional.empty();
    }
  }
}
