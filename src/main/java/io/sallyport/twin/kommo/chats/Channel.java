package io.sallyport.twin.kommo.chats;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A registered channel, as Kommo's support answers a registration (connector-facts A2).
 *
 * @param botId what an outgoing message of the phone or of another tool names as its sender
 * @param hookUrl with {@code :scope_id} where the scope's id goes; null for no hooks
 */
public record Channel(
    String id, String secret, String title, String botId, @Nullable String hookUrl) {
  private static final String ALGORITHM = "HmacSHA1";

  public Channel withHookUrl(@Nullable String to) {
    return new Channel(id, secret, title, botId, to);
  }

  /** Lowercase hex HMAC-SHA1 of the bytes with the secret. */
  public String sign(Buffer bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(bytes.getBytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
