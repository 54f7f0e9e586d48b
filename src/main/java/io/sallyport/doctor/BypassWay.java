package io.sallyport.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * One way to bring a message past the decision: a request, byte for byte, with places for whom it
 * is about.
 *
 * @param name what is odd about it
 * @param head the request line and headers, without those that every request has, or all of it when
 *     the body is part of it; lines end with {@code \n}
 * @param isWhole whether {@code head} is the whole request
 * @param isBare whether its lines end with {@code \n} on the wire, too
 * @param body of a request that is not whole
 * @param encoding of the body: empty, {@code gzip}, {@code deflate} or a charset
 * @param answer what a gateway answers
 * @param others how many sends to {@code @open-----@} it holds, which may leave
 */
public record BypassWay(
    String name,
    String head,
    boolean isWhole,
    boolean isBare,
    String body,
    String encoding,
    Answer answer,
    int others) {

  /** What a gateway answers when the contact's window is closed. */
  public enum Answer {
    /** Refused by the rule: 131047. */
    CLOSED,
    /** Refused as a body or call that cannot be read in one way: 100. */
    INVALID,
    /** Refused by its path, method or framing: 4xx, 501, 505. */
    TURNED_AWAY,
    /** The send before it passes, this one is refused by the rule. */
    CLOSED_AFTER_ANOTHER,
    /** Whatever; the message does not leave. */
    ANY
  }

  /**
   * What stands in the places.
   *
   * @param number a phone number id
   * @param waba its WABA
   * @param contact eleven digits, of someone whose window is closed: lengths are counted with it
   * @param open eleven digits, of someone else
   * @param host the gateway's
   * @param headers header lines that every request has, such as {@code Authorization}; lines end
   *     with {@code \n}, but for the last
   */
  public record Places(
      String number, String waba, String contact, String open, String host, String headers) {

    String fill(String text) {
      return text.replace("@text to open@", TEXT.replace("@contact--@", "@open-----@"))
          .replace("@text@", TEXT)
          .replace("@many@", MANY)
          .replace("@number@", number)
          .replace("@waba@", waba)
          .replace("@contact--@", contact)
          .replace("@open-----@", open)
          .replace("@host@", host)
          .replace("@auth@", headers);
    }
  }

  private static final String TEXT =
      "{\"messaging_product\":\"whatsapp\",\"to\":\"@contact--@\",\"type\":\"text\","
          + "\"text\":{\"body\":\"hi\"}}";

  /** More fields of a form than are read. */
  private static final String MANY = many();

  private static final String HEADERS = "\n@auth@\nHost: @host@\nConnection: close";

  private static final String LENGTH = "@length@";

  private static String many() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      fields.append("&x").append(i).append('=');
    }
    return fields.toString();
  }

  /** The bytes to write. */
  public byte[] request(Places places) {
    UnaryOperator<String> lines = text -> isBare ? text : text.replace("\n", "\r\n");
    if (isWhole) {
      String text = lines.apply(places.fill(head));
      String end = isBare ? "\n\n" : "\r\n\r\n";
      int length = text.length() - text.indexOf(end) - end.length();
      return text.replace(LENGTH, Integer.toString(length)).getBytes(ISO_8859_1);
    }
    byte[] content = encoded(places.fill(body));
    String length = content.length == 0 ? "" : "\nContent-Length: " + content.length;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(lines.apply(places.fill(head + HEADERS + length + "\n\n")).getBytes(ISO_8859_1));
    all.writeBytes(content);
    return all.toByteArray();
  }

  private byte[] encoded(String text) {
    return switch (encoding) {
      case "" -> text.getBytes(UTF_8);
      case "gzip" -> packed(text, true);
      case "deflate" -> packed(text, false);
      case "utf-16le" -> text.getBytes(UTF_16LE);
      case "utf-16be" -> text.getBytes(UTF_16BE);
      default -> text.getBytes(Charset.forName(encoding));
    };
  }

  private static byte[] packed(String text, boolean gzip) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        gzip ? new GZIPOutputStream(packed) : new DeflaterOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
