package io.sallyport.twin.kommo.shape;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, asked key by key. A value of another type, a missing one and, at the {@link
 * #end}, a key nobody asked for are {@link BadData}. An optional key may be {@code null}.
 */
public final class Shape {
  private final JsonObject object;
  private final String path;
  private final Set<String> asked = new HashSet<>();

  private Shape(JsonObject object, String path) {
    this.object = object;
    this.path = path;
  }

  public static Shape of(Buffer body) {
    try {
      return new Shape(new JsonObject(body), "");
    } catch (DecodeException | ClassCastException notAnObject) {
      throw new BadData("body", "not a JSON object");
    }
  }

  public static Shape of(JsonObject object) {
    return new Shape(object, "");
  }

  /** The objects of a body that is an array. */
  public static List<Shape> listOf(Buffer body) {
    try {
      return elements(new JsonArray(body), "");
    } catch (DecodeException | ClassCastException notAnArray) {
      throw new BadData("body", "not a JSON array");
    }
  }

  /** A number in a query. */
  public static int number(MultiMap query, String key, int otherwise) {
    String value = query.get(key);
    try {
      return value == null ? otherwise : Integer.parseUnsignedInt(value);
    } catch (NumberFormatException notANumber) {
      throw new BadData(key, "must be a number");
    }
  }

  public JsonObject json() {
    return object;
  }

  public boolean has(String key) {
    return value(key) != null;
  }

  /** Not empty. */
  public String text(String key) {
    String text = required(key, textOrNull(key));
    if (text.isEmpty()) {
      throw bad(key, "must not be empty");
    }
    return text;
  }

  public @Nullable String textOrNull(String key) {
    Object value = value(key);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw bad(key, "must be a string");
  }

  public String textOr(String key, String otherwise) {
    String text = textOrNull(key);
    return text == null ? otherwise : text;
  }

  public String oneOf(String key, Collection<String> allowed) {
    String text = text(key);
    if (!allowed.contains(text)) {
      throw bad(key, "must be one of " + new TreeSet<>(allowed));
    }
    return text;
  }

  public @Nullable String oneOfOrNull(String key, Collection<String> allowed) {
    return has(key) ? oneOf(key, allowed) : null;
  }

  public long integer(String key) {
    return required(key, integerOrNull(key));
  }

  public @Nullable Long integerOrNull(String key) {
    Object value = value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw bad(key, "must be an integer");
  }

  public double number(String key) {
    Object value = required(key, value(key));
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw bad(key, "must be a number");
  }

  public boolean flag(String key, boolean otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw bad(key, "must be true or false");
  }

  public Shape object(String key) {
    return required(key, objectOrNull(key));
  }

  public @Nullable Shape objectOrNull(String key) {
    Object value = value(key);
    if (value == null) {
      return null;
    }
    if (value instanceof JsonObject inner) {
      return new Shape(inner, at(key));
    }
    throw bad(key, "must be an object");
  }

  /** Empty without the key. */
  public List<Shape> objects(String key) {
    Object value = value(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof JsonArray array) {
      return elements(array, at(key));
    }
    throw bad(key, "must be an array");
  }

  /** Nothing else may be in the object. */
  public void end() {
    for (String key : object.fieldNames()) {
      if (!asked.contains(key)) {
        throw bad(key, "is not a field here");
      }
    }
  }

  public BadData bad(String key, String detail) {
    return new BadData(at(key), detail);
  }

  private @Nullable Object value(String key) {
    asked.add(key);
    return object.getValue(key);
  }

  private <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw bad(key, "is required");
    }
    return value;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private static List<Shape> elements(JsonArray array, String path) {
    List<Shape> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.getValue(i) instanceof JsonObject inner)) {
        throw new BadData(path + "[" + i + "]", "must be an object");
      }
      elements.add(new Shape(inner, path + "[" + i + "]"));
    }
    return elements;
  }
}
