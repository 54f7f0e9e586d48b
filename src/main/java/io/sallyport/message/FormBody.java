package io.sallyport.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.sallyport.message.MessageReader.NotASend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a form-encoded send, as some SDKs write it: one field per member, with JSON as the value of
 * an object. It is converted to JSON for reading only; the form is forwarded as it came. A form
 * that two parsers could read differently is refused.
 */
public final class FormBody {

  /** More than any send needs; parsers with a limit of their own would ignore further fields. */
  static final int MOST_FIELDS = 64;

  private static final JsonFactory JSON = new JsonFactory();

  /** Some parsers read brackets, dots and spaces in a name as something else. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+");

  private FormBody() {}

  /** The value of a field that is not part of the message; null without one. */
  public static @Nullable String field(byte[] body, String name) {
    try {
      return fields(body).get(name);
    } catch (NotASend e) {
      return null;
    }
  }

  /** The JSON object that the form stands for. */
  static byte[] asJson(byte[] body) throws IOException {
    return asJson(body, (name, value, json) -> json.writeRawValue(checked(name, value)));
  }

  /** The same, whose values may be written as in Meta's samples. */
  static byte[] asMetaWrites(byte[] body) throws IOException {
    return asJson(body, FormBody::copy);
  }

  /** Writes a field's value that is JSON. */
  private interface Value {
    void write(String name, String value, JsonGenerator json) throws IOException;
  }

  private static void copy(String name, String value, JsonGenerator json) throws IOException {
    try (JsonParser parser = StrictJson.asMetaWrites(value)) {
      parser.nextToken();
      json.copyCurrentStructure(parser);
      if (parser.nextToken() == null) {
        return;
      }
    } catch (JsonProcessingException e) {
      throw new NotASend("`" + name + "` is not valid JSON: " + e.getOriginalMessage() + ".");
    }
    throw new NotASend("`" + name + "` must be one JSON value.");
  }

  private static byte[] asJson(byte[] body, Value writer) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream(body.length + 64);
    try (JsonGenerator generator = JSON.createGenerator(json)) {
      generator.writeStartObject();
      for (Map.Entry<String, String> field : fields(body).entrySet()) {
        generator.writeFieldName(field.getKey());
        String value = field.getValue();
        String plain = value.strip();
        if (plain.startsWith("{") || plain.startsWith("[")) {
          writer.write(field.getKey(), plain, generator);
        } else {
          generator.writeString(value);
        }
      }
      generator.writeEndObject();
    }
    return json.toByteArray();
  }

  private static Map<String, String> fields(byte[] body) throws NotASend {
    String form = new String(body, StandardCharsets.ISO_8859_1);
    if (form.stripLeading().startsWith("{")) {
      throw new NotASend("JSON called a form; send it with `Content-Type: application/json`.");
    }
    if (!isEncoded(form)) {
      throw new NotASend("The form is not percent-encoded as a form has to be, `;` included.");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!NAME.matcher(name).matches()) {
        throw new NotASend("A form field must be named like a member: letters, digits and `_`.");
      }
      if (fields.put(name, value) != null) {
        throw new NotASend("Duplicate form field '" + name + "'.");
      }
      if (fields.size() > MOST_FIELDS) {
        throw new NotASend("The form has more than " + MOST_FIELDS + " fields.");
      }
    }
    return fields;
  }

  private static boolean isEncoded(String form) {
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      boolean escapes = c == '%' && !(isHex(form, i + 1) && isHex(form, i + 2));
      if (c <= ' ' || c > '~' || c == ';' || escapes) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHex(String text, int at) {
    return at < text.length() && HexFormat.isHexDigit(text.charAt(at));
  }

  private static String decoded(String text) throws NotASend {
    // Decode to bytes first, so that invalid UTF-8 is found instead of replaced.
    byte[] bytes =
        URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
    if (!StrictJson.isUtf8(bytes)) {
      throw new NotASend("The form is not valid UTF-8.");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Checks that it is one JSON value with nothing after it, which could add members. */
  private static String checked(String name, String value) throws IOException {
    try (JsonParser parser = StrictJson.strict(value.getBytes(StandardCharsets.UTF_8))) {
      parser.nextToken();
      parser.skipChildren();
      JsonToken more = parser.nextToken();
      if (more == null) {
        return value;
      }
    } catch (JsonProcessingException e) {
      throw new NotASend("`" + name + "` is not valid JSON: " + e.getOriginalMessage() + ".");
    }
    throw new NotASend("`" + name + "` must be one JSON value.");
  }
}
