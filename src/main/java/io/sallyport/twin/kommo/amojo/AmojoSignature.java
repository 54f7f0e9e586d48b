package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Request;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The four headers of a request to the Chats API (connector-facts A3). */
final class AmojoSignature {
  /** How long a signature is valid; a date ahead by as much is refused as well. */
  static final Duration VALID = Duration.ofMinutes(15);

  private static final String ALGORITHM = "HmacSHA1";

  private AmojoSignature() {}

  /** Refuses a request that is not signed with the secret, or was signed too long ago. */
  static void check(Request request, String secret, Instant now) {
    String date = header(request, "Date");
    String md5 = header(request, "Content-MD5");
    String type = header(request, "Content-Type");
    checkDate(date, now);
    if (!md5.equals(md5(request.body()))) {
      throw Refusal.forbidden("Content-MD5 is not the MD5 of the body");
    }
    String expected = of(secret, request.method(), md5, type, date, request.path());
    if (!expected.equals(header(request, "X-Signature"))) {
      throw Refusal.forbidden("X-Signature does not fit");
    }
  }

  static String of(
      String secret, String method, String md5, String type, String date, String path) {
    String signed = String.join("\n", method, md5, type, date, path);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }

  static String md5(Buffer body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body.getBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  private static void checkDate(String date, Instant now) {
    Instant signed;
    try {
      signed = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException notADate) {
      throw Refusal.forbidden("Date is not as in RFC 2822");
    }
    if (Duration.between(signed, now).abs().compareTo(VALID) > 0) {
      throw Refusal.forbidden("Date is more than 15 minutes away");
    }
  }

  /** An absent header counts as an empty text. */
  private static String header(Request request, String name) {
    String value = request.headers().get(name);
    return value == null ? "" : value;
  }
}
