package io.sallyport.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON so strictly that Meta cannot read another message from the same bytes: valid UTF-8, no
 * byte-order mark, no duplicate keys, bounded depth.
 */
final class StrictJson {

  /** Meta's deepest documented send is about a dozen levels. */
  static final int MAX_DEPTH = 64;

  private static final JsonFactory STRICT =
      factory().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final JsonFactory LENIENT = factory().build();

  private static final JsonFactory AS_META_WRITES =
      factory()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .build();

  private static final ThreadLocal<Utf8> UTF8 = ThreadLocal.withInitial(Utf8::new);

  private StrictJson() {}

  /** A parser that fails on duplicate keys, for sends. */
  static JsonParser strict(byte[] body) throws IOException {
    return STRICT.createParser(body);
  }

  /**
   * The same, which also takes what Meta's samples of forms have: single quotes and bare names
   * (platform-facts.md#pages).
   */
  static JsonParser asMetaWrites(String value) throws IOException {
    return AS_META_WRITES.createParser(value);
  }

  /** A parser for Meta's answers. */
  static JsonParser lenient(byte[] body) throws IOException {
    return LENIENT.createParser(body);
  }

  /** The text of an object's member; null without one. */
  static @Nullable String member(byte[] body, String name) {
    try (JsonParser parser = lenient(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String one = parser.nextFieldName(); one != null; one = parser.nextFieldName()) {
        boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
        if (isText && one.equals(name)) {
          return parser.getText();
        }
        parser.skipChildren();
      }
    } catch (IOException notJson) {
      // It has no members.
    }
    return null;
  }

  static boolean isUtf8(byte[] body) {
    return UTF8.get().accepts(body);
  }

  static boolean hasByteOrderMark(byte[] body) {
    return body.length >= 3
        && body[0] == (byte) 0xEF
        && body[1] == (byte) 0xBB
        && body[2] == (byte) 0xBF;
  }

  private static JsonFactoryBuilder factory() {
    return new JsonFactoryBuilder()
        // Otherwise Jackson would guess UTF-16 and UTF-32 from the bytes.
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build());
  }

  /** A decoder that reports invalid bytes, kept per thread with its buffer. */
  private static final class Utf8 {
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer scratch = CharBuffer.allocate(2048);

    boolean accepts(byte[] body) {
      ByteBuffer in = ByteBuffer.wrap(body);
      decoder.reset();
      while (true) {
        scratch.clear();
        var result = decoder.decode(in, scratch, true);
        if (result.isError()) {
          return false;
        }
        if (result.isUnderflow()) {
          return true;
        }
      }
    }
  }
}
