package io.sallyport.twin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of {@link Twin#main}: arguments {@code twin.port=8090} before system properties. */
final class TwinSettings {
  private final List<String> args;

  TwinSettings(String[] args) {
    this.args = List.of(args);
  }

  String get(String key, String otherwise) {
    String value = find(key);
    return value == null ? otherwise : value;
  }

  @Nullable String find(String key) {
    return args.stream()
        .filter(arg -> arg.startsWith(key + "="))
        .map(arg -> arg.substring(key.length() + 1))
        .findFirst()
        .orElse(System.getProperty(key));
  }
}
