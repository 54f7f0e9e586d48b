package io.sallyport.circuit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The first half of an access token's SHA-256, kept in place of the token. */
record TokenHash(long high, long low) {

  private static final ThreadLocal<MessageDigest> SHA = ThreadLocal.withInitial(TokenHash::sha);

  static TokenHash of(String token) {
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    ByteBuffer digest = ByteBuffer.wrap(SHA.get().digest(bytes));
    return new TokenHash(digest.getLong(), digest.getLong());
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  String hex() {
    HexFormat digits = HexFormat.of();
    return digits.toHexDigits(high) + digits.toHexDigits(low);
  }
}
