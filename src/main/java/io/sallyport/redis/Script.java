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
 * All but those of templates have contact.lua before them.
 */
enum Script {
  ADMIT(Prelude.CONTACT),
  SETTLE(Prelude.CONTACT),
  INBOUND(Prelude.CONTACT),
  FAILED(Prelude.CONTACT),
  PRICED(Prelude.CONTACT),
  CONSENT(Prelude.CONTACT),
  ANSWERED(Prelude.CONTACT),
  NAMES(Prelude.CONTACT),
  RECYCLED(Prelude.CONTACT),
  FORGET(Prelude.CONTACT),
  COVERED(Prelude.CONTACT),
  NUMBER(Prelude.CONTACT),
  KEY(Prelude.CONTACT),
  PROOF(Prelude.CONTACT),
  REACH(Prelude.CONTACT),
  DEFERRED(Prelude.CONTACT),
  REMINDERS(""),
  RELAY_QUEUE(""),
  RELAY_TAKE(""),
  RELAY_DONE(""),
  RELAY_DEAD(""),
  RELAY_REPLAY(""),
  RELAY_GIVE_BACK(""),
  TEMPLATES_CLAIM(""),
  TEMPLATES_REPLACE(""),
  TEMPLATES_APPLY("");

  private static final class Prelude {
    private static final String CONTACT = read("contact");
  }

  private final String source;
  private final String sha1;

  Script(String prelude) {
    this.source = prelude + read(name().toLowerCase(Locale.ROOT).replace('_', '-'));
    this.sha1 = sha1(source);
  }

  String source() {
    return source;
  }

  String sha1() {
    return sha1;
  }

  private static String read(String name) {
    String resource = "/redis/" + name + ".lua";
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
