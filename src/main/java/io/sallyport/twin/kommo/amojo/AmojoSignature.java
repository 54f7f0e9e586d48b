package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.kommo.chats.Channel;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** The four headers of a request to the Chats API (connector-facts A3). */
final class AmojoSignature {
  /** How long a signature is valid; a date ahead by as much is refused as well. */
  static final Duration VALID = Duration.ofMinutes(15);

  private AmojoSignature() {}

  /** Refuses a request that is not signed with the secret, or was signed too long ago. */
  static void check(Request request, Channel channel, Instant now) {
    String date = header(request, "Date");
    String md5 = header(request, "Content-MD5");
    String type = header(request, "Content-Type");
    checkDate(date, now);
    if (!md5.equals(md5(request.body()))) {
      throw Refusal.forbidden("Content-MD5 is not the MD5 of the body");
    }
    String signed = String.join("\n", request.method(), md5, type, date, request.path());
    if (!channel.sign(Buffer.buffer(signed)).equals(header(request, "X-Signature"))) {
      throw Refusal.forbidden("X-Signature does not fit");
    }
  }

  private static String md5(Buffer body) {
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
