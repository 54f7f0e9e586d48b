package io.sallyport.http.vault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rewrites Meta's JSON for a client: media links lead through the gateway, and tokens are removed.
 * All other bytes stay as they are.
 */
final class AnswerLinks {

  private static final JsonFactory JSON = new JsonFactory();

  private AnswerLinks() {}

  /**
   * Rewrites an answer.
   *
   * @param link rewrites a string if it is a media link, and returns any other as it is
   * @return empty when the token could not be removed
   */
  static Optional<byte[]> rewritten(byte[] answer, String token, UnaryOperator<String> link) {
    byte[] written;
    try {
      written = rewrite(answer, token, link);
    } catch (IOException notJson) {
      written = answer;
    }
    return shows(written, token) ? Optional.empty() : Optional.of(written);
  }

  private static byte[] rewrite(byte[] answer, String token, UnaryOperator<String> link)
      throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream(answer.length);
    int copied = 0;
    try (JsonParser parser = JSON.createParser(answer)) {
      for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
        if (next != JsonToken.VALUE_STRING) {
          continue;
        }
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String text = parser.getText();
        String shown = shown(parser.currentName(), text, token, link);
        if (!shown.equals(text)) {
          written.write(answer, copied, start - copied);
          written.write('"');
          written.writeBytes(JsonStringEncoder.getInstance().quoteAsUTF8(shown));
          written.write('"');
          copied = (int) parser.currentLocation().getByteOffset();
        }
      }
    }
    written.write(answer, copied, answer.length - copied);
    return written.toByteArray();
  }

  private static String shown(
      String member, String text, String token, UnaryOperator<String> link) {
    if ("access_token".equals(member)) {
      return "";
    }
    String shown = link.apply(text);
    return shown.contains(token) ? shown.replace(token, "") : shown;
  }

  private static boolean shows(byte[] answer, String token) {
    String text = new String(answer, StandardCharsets.UTF_8);
    return text.contains(token) || text.contains(URLEncoder.encode(token, StandardCharsets.UTF_8));
  }
}
