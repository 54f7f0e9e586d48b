package io.sallyport.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads a JSON object of plain values, as decisions are stored. */
public final class FlatJson {

  private static final JsonFactory JSON = new JsonFactory();

  private FlatJson() {}

  /**
   * Its members as text; what is null, an object or a list is left out.
   *
   * @throws IllegalArgumentException when it is no JSON object
   */
  public static Map<String, String> read(String text) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("no JSON object");
      }
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        JsonToken value = json.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          members.put(name, json.getText());
        }
        json.skipChildren();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
    return members;
  }
}
