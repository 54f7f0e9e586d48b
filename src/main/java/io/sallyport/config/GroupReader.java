package io.sallyport.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of many things of one kind, such as {@code sallyport.numbers."<id>".waba-id}, in
 * one pass over the names of all keys (ADR 26). Profiles, expressions and the order of the sources
 * are the library's: it is asked for each value.
 *
 * @param <K> the keys of one, by the words after its id: {@code WABA_ID} for {@code waba-id}
 */
final class GroupReader<K extends Enum<K>> {

  /**
   * What follows the root: {@code ."106540352242922".waba-id}, and the quotes may be left out. Of
   * an environment variable the library makes {@code waba.id}, and {@code [106540352242922]} of
   * {@code _106540352242922_}.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:\\.\"(?<quoted>[^\"]+)\"\\.|\\.(?<plain>[^.\"\\[]+)\\.|\\[(?<digits>\\d+)])(?<words>.+)");

  private final SmallRyeConfig config;
  private final String root;
  private final Class<K> type;
  private final List<String> problems;
  private final Map<String, K> keyByWords;
  private final TreeMap<String, Map<K, String>> namesById = new TreeMap<>();

  /**
   * @param root the keys' beginning, without a dot at its end
   * @param problems gets what is wrong, each with its key
   */
  GroupReader(SmallRyeConfig config, String root, Class<K> type, List<String> problems) {
    this.config = config;
    this.root = root;
    this.type = type;
    this.problems = problems;
    this.keyByWords =
        Stream.of(type.getEnumConstants())
            .collect(Collectors.toMap(GroupReader::words, Function.identity()));
  }

  private static String words(Enum<?> key) {
    return key.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is given of one. An empty value counts as none. */
  final class Group {

    private final Map<K, String> names;

    private Group(Map<K, String> names) {
      this.names = names;
    }

    Optional<String> text(K key) {
      return value(key, String.class);
    }

    OptionalInt integer(K key) {
      return value(key, Integer.class).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    <T> Optional<T> value(K key, Class<T> valueType) {
      return value(key, name -> config.getOptionalValue(name, valueType));
    }

    Optional<Boolean> yesOrNo(K key) {
      return value(key, name -> config.getOptionalValue(name, new YesOrNo()));
    }

    private <T> Optional<T> value(K key, Function<String, Optional<T>> read) {
      @Nullable String name = names.get(key);
      try {
        return name == null ? Optional.empty() : read.apply(name);
      } catch (RuntimeException unusable) {
        problems.add(name + ": " + unusable.getMessage());
        return Optional.empty();
      }
    }
  }

  /** All of them, sorted by their ids. */
  <T> SortedMap<String, T> read(Function<Group, T> one) {
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(root)) {
        take(name);
      }
    }
    TreeMap<String, T> byId = new TreeMap<>();
    namesById.forEach((id, names) -> byId.put(id, one.apply(new Group(names))));
    return byId;
  }

  private void take(String name) {
    Matcher parts = NAME.matcher(name).region(root.length(), name.length());
    K key = parts.matches() ? keyByWords.get(parts.group("words").replace('.', '-')) : null;
    if (key == null) {
      unknown(name);
      return;
    }
    String id = id(parts);
    String before =
        parts.group("digits") == null
            ? name.substring(0, parts.start("words"))
            : root + "." + id + ".";
    String dashed = before + words(key);
    if (dashed.equals(name) || isVariable(config.getConfigValue(name))) {
      take(id, key, dashed);
    } else {
      unknown(name);
    }
  }

  private static String id(Matcher parts) {
    return Stream.of("quoted", "plain", "digits")
        .map(parts::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  /** If a key is there with and without quotes, the source with the higher ordinal wins. */
  private void take(String id, K key, String name) {
    namesById
        .computeIfAbsent(id, first -> new EnumMap<>(type))
        .merge(key, name, (one, other) -> ordinal(one) < ordinal(other) ? other : one);
  }

  private int ordinal(String name) {
    return config.getConfigValue(name).getConfigSourceOrdinal();
  }

  /** Environment variables are left to {@link ConfigKeys#unknown}, which names them as written. */
  private void unknown(String name) {
    ConfigValue value = config.getConfigValue(name);
    if (!isVariable(value)) {
      problems.add(name + " in " + value.getLocation() + " is no key: see configuration.md.");
    }
  }

  private static boolean isVariable(ConfigValue value) {
    String source = value.getSourceName();
    return source != null && source.startsWith(EnvConfigSource.NAME);
  }
}
