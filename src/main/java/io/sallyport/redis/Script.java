package io.sallyport.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The scripts, one file each under {@code resources/redis}; each file's head says what it takes.
 */
enum Script {
  ADMIT,
  SETTLE,
  COVERED,
  INBOUND,
  FAILED,
  PREFERENCE,
  TEMPLATES_REPLACE,
  TEMPLATES_APPLY;

  private final String source;
  private final String sha1;

  Script() {
    this.source = read("/redis/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".lua");
    this.sha1 = sha1(source);
  }

  String source() {
    return source;
  }

  String sha1() {
    return sha1;
  }

  private static String read(String resource) {
    try (InputStream in = Script.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the application");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String source) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
